#include "app/background.hpp"

#include "app/lease_keeper.hpp"
#include "platform/log/log.hpp"

namespace resuelve::app {
namespace {

constexpr std::chrono::seconds longest_stop{4};
/// Between looks for what other instances committed: as late may a live page be.
constexpr std::chrono::milliseconds others_commits{250};

BackgroundWork hourly(std::string name, std::function<awaitable<void>()> act) {
    return {name,
            [name, act = std::move(act)](Stopping stopping) { return every_hour(name, act, std::move(stopping)); }};
}

} // namespace

Background::Background() : work_{boost::asio::make_work_guard(context_)} {}

Background::~Background() {
    work_.reset();
    context_.stop();
    if (thread_.joinable()) thread_.join();
}

void Background::start(const Services& services, const Stores& stores, Bus& bus, const Clock& clock,
                       std::string instance) {
    instance_ = std::move(instance);
    for (auto* database : stores.all()) {
        const events::Relay::Settings settings{.poll =
                                                   database->leases() ? std::optional{others_commits} : std::nullopt,
                                               .report = [](std::string_view what) { report_failure("relay", what); }};
        relays_.push_back(
            std::make_unique<events::Relay>(database->outbox(), bus.events(), clock, executor(), settings));
        keep(work_of("relay", *relays_.back()), database->leases());
        for (auto& work : database->background())
            keep(std::move(work), database->leases());
    }
    for (auto* service : services.all()) {
        for (auto& work : service->background())
            keep(std::move(work), service->database().leases());
        keep(hourly(fmt::format("housekeeping of {}", service->name()),
                    [service, &clock] { return service->tidy_up(clock.now()); }),
             service->database().leases());
    }
    keep(hourly("housekeeping of the bus", [&bus, &clock] { return bus.tidy_up(clock.now()); }), nullptr);
    for (auto& work : more_)
        keep(std::move(work), nullptr);
    thread_ = std::thread{[this] { context_.run(); }};
}

void Background::keep(BackgroundWork work, events::LeaseStore* leases) {
    const Stopping stopping = [this] { return stopping_.load(); };
    auto name = work.name;
    tasks_.spawn(executor(), std::move(name),
                 leases ? keep_doing_alone(std::move(work), *leases, instance_, {}, stopping)
                        : work.keep_doing(stopping));
}

bool Background::stop() {
    stopping_ = true; // everything looks ten times a second, and gives its lease back
    bool in_time = tasks_.wait_for(longest_stop);
    tasks_.cancel();
    in_time = in_time && tasks_.wait_for(longest_stop);
    work_.reset(); // run() returns once the bus has ended too
    const auto deadline = std::chrono::steady_clock::now() + longest_stop;
    while (!context_.stopped() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    const bool ended = context_.stopped();
    context_.stop();
    thread_.join();
    return in_time && ended;
}

std::chrono::milliseconds Background::oldest_unpublished() const {
    std::chrono::milliseconds oldest{};
    for (const auto& relay : relays_)
        oldest = std::max(oldest, relay->lag().oldest_age);
    return oldest;
}

} // namespace resuelve::app
