#include "app/background.hpp"

#include "app/housekeeping.hpp"
#include "app/services.hpp"
#include "platform/log/log.hpp"
#include "services/resolution/due_acts.hpp"

namespace resuelve::app {
namespace {

constexpr std::chrono::seconds longest_stop{5};

void report(std::string_view task, std::string_view what) {
    log::warning("will try again", {{"task", task}, {"error", what}});
}

} // namespace

Background::Background() : work_{boost::asio::make_work_guard(context_)} {}

Background::~Background() {
    work_.reset();
    context_.stop();
    if (thread_.joinable()) thread_.join();
}

void Background::start(Services& services, Stores& stores, events::EventBus& bus, const Clock& clock) {
    for (events::Outbox* outbox : stores.outboxes()) {
        relays_.push_back(std::make_unique<events::Relay>(
            *outbox, bus, clock, executor(),
            events::Relay::Settings{.report = [](std::string_view what) { report("relay", what); }}));
        relays_.back()->start();
    }
    tasks_.spawn(executor(), "due acts",
                 resolution::keep_doing_due_acts(
                     services.resolution.desk, resolution::limits::pause_between_passes,
                     [this] { return stopping_.load(); }, [](std::string_view what) { report("due acts", what); }));
    tasks_.spawn(executor(), "housekeeping",
                 keep_tidying_up(
                     services, stores, clock, [this] { return stopping_.load(); },
                     [](std::string_view what) { report("housekeeping", what); }));
    services.sender.start();
    stop_sender_ = [&services] { services.sender.stop(); };
    thread_ = std::thread{[this] { context_.run(); }};
}

bool Background::stop() {
    stopping_ = true;
    for (const auto& relay : relays_)
        relay->stop();
    if (stop_sender_) stop_sender_();
    tasks_.cancel();
    const bool in_time = tasks_.wait_for(longest_stop);
    work_.reset(); // run() returns once the relays and the bus have ended
    const auto deadline = std::chrono::steady_clock::now() + longest_stop;
    while (!context_.stopped() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    const bool ended = context_.stopped();
    context_.stop();
    thread_.join();
    return in_time && ended;
}

} // namespace resuelve::app
