#include "app/background.hpp"

#include "platform/log/log.hpp"

namespace resuelve::app {
namespace {

constexpr std::chrono::seconds longest_stop{5};

} // namespace

Background::Background() : work_{boost::asio::make_work_guard(context_)} {}

Background::~Background() {
    work_.reset();
    context_.stop();
    if (thread_.joinable()) thread_.join();
}

void Background::start(const Services& services, const Stores& stores, events::EventBus& bus, const Clock& clock) {
    for (auto* database : stores.all()) {
        const auto report = [](std::string_view what) { report_failure("relay", what); };
        relays_.push_back(std::make_unique<events::Relay>(database->outbox(), bus, clock, executor(),
                                                          events::Relay::Settings{.report = report}));
        keep(work_of(fmt::format("relay of {}", database->name()), *relays_.back()));
    }
    for (auto* service : services.all()) {
        for (auto& work : service->background())
            keep(std::move(work));
        keep({"housekeeping", [service, &clock](Stopping stopping) {
                  return every_hour("housekeeping", [service, &clock] { return service->tidy_up(clock.now()); },
                                    std::move(stopping));
              }});
    }
    thread_ = std::thread{[this] { context_.run(); }};
}

void Background::keep(BackgroundWork work) {
    tasks_.spawn(executor(), work.name, work.keep_doing([this] { return stopping_.load(); }));
}

bool Background::stop() {
    stopping_ = true;
    tasks_.cancel();
    const bool in_time = tasks_.wait_for(longest_stop);
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
