#include "adapters/inprocess/event_bus.hpp"

#include "domain/events/type_pattern.hpp"

#include <stdexcept>

namespace resuelve::inprocess {
namespace {

constexpr std::int64_t positions_between_clean_ups = 1000;

} // namespace

EventBus::EventBus(events::EventLog& log, const Clock& clock, boost::asio::any_io_executor executor,
                   DeliverySettings settings) :
    log_{log}, executor_{std::move(executor)}, clock_{clock}, settings_{std::move(settings)},
    recent_{settings_.recent_events} {}

void EventBus::subscribe(events::Subscription subscription) {
    for (const auto& other : consumers_)
        if (other->name() == subscription.consumer)
            throw std::logic_error{"two subscriptions are named " + subscription.consumer};
    consumers_.push_back(std::make_unique<Consumer>(std::move(subscription), log_, recent_, clock_, settings_,
                                                    executor_, [this] { return clean_up(); }));
}

void EventBus::listen(std::vector<std::string> types, std::function<void(const events::Event&)> handle) {
    listeners_.push_back({std::move(types), std::move(handle)});
}

void EventBus::start() {
    listening_ = true;
    for (const auto& consumer : consumers_)
        consumer->start();
}

void EventBus::stop() {
    listening_ = false;
    for (const auto& consumer : consumers_)
        consumer->stop();
}

bool EventBus::is_running() const {
    return std::ranges::any_of(consumers_, [](const auto& consumer) { return consumer->is_running(); });
}

awaitable<void> EventBus::publish(std::vector<events::Event> events) {
    if (events.empty()) co_return;
    if (!joined_) co_await join_all();
    std::vector<std::shared_ptr<const events::Event>> published;
    published.reserve(events.size());
    for (const auto& event : events)
        published.push_back(std::make_shared<const events::Event>(event));
    auto position = co_await log_.append(std::move(events)) - std::ssize(published);
    for (const auto& event : published) {
        recent_.add(++position, event);
        if (std::ranges::find(settings_.secret, event->type) != settings_.secret.end()) secret_at_ = position;
    }
    for (const auto& consumer : consumers_)
        consumer->wake();
    for (const auto& event : published)
        tell_listeners(*event);
    if (consumers_.empty()) co_await clean_up();
}

awaitable<void> EventBus::join_all() {
    for (const auto& consumer : consumers_)
        co_await log_.join(consumer->name());
    joined_ = true;
}

void EventBus::tell_listeners(const events::Event& event) {
    const std::lock_guard lock{listeners_mutex_};
    if (!listening_) return;
    for (const auto& listener : listeners_) {
        if (!events::matches_any(listener.types, event.type)) continue;
        try {
            listener.handle(event);
        } catch (const std::exception& error) {
            if (settings_.report)
                settings_.report(fmt::format("a listener failed at {}: {}", event.type, error.what()));
        }
    }
}

std::int64_t EventBus::passed_by_all() const {
    auto passed = recent_.newest();
    for (const auto& consumer : consumers_)
        passed = std::min(passed, consumer->position()); // all that it has to handle up to there is durably behind it
    return passed;
}

awaitable<void> EventBus::clean_up() {
    const auto passed = passed_by_all();
    const auto secret = secret_at_.load();
    const bool secret_passed = secret > 0 && passed > secret; // the last event stays in the log
    if ((passed < clean_up_at_ && !secret_passed) || cleaning_up_.exchange(true)) co_return;
    std::exception_ptr error;
    try {
        co_await log_.forget(std::min(passed, recent_.newest() - settings_.kept), passed, settings_.secret);
        clean_up_at_ = passed + positions_between_clean_ups;
        if (auto expected = secret; secret_passed) secret_at_.compare_exchange_strong(expected, 0);
    } catch (...) {
        error = std::current_exception();
    }
    cleaning_up_ = false;
    if (error) std::rethrow_exception(error);
}

awaitable<std::vector<events::DeadLetter>> EventBus::dead_letters() {
    return log_.dead_letters();
}

awaitable<bool> EventBus::replay(std::string consumer, events::EventId event) {
    const bool revived = co_await log_.revive(consumer, event);
    if (revived)
        for (const auto& one : consumers_)
            if (one->name() == consumer) one->look_at_parked();
    co_return revived;
}

std::vector<EventBus::ConsumerLag> EventBus::lags() const {
    std::vector<ConsumerLag> lags;
    for (const auto& consumer : consumers_)
        lags.push_back(
            {consumer->name(), std::max<std::int64_t>(recent_.newest() - consumer->position(), 0), consumer->parked()});
    return lags;
}

} // namespace resuelve::inprocess
