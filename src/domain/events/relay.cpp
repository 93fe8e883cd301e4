#include "domain/events/relay.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

namespace resuelve::events {

Relay::Relay(Outbox& outbox, EventBus& bus, const Clock& clock, const boost::asio::any_io_executor& executor,
             Settings settings) :
    outbox_{outbox}, bus_{bus}, clock_{clock}, settings_{std::move(settings)},
    strand_{boost::asio::make_strand(executor)}, wakeup_{std::make_shared<Wakeup>(strand_)} {
    outbox_.on_commit([wakeup = std::weak_ptr{wakeup_}] {
        if (const auto alive = wakeup.lock()) alive->wake();
    });
}

void Relay::start() {
    stopping_ = false;
    running_ = true;
    boost::asio::co_spawn(strand_, work(), [this](std::exception_ptr error) {
        running_ = false;
        if (error) std::rethrow_exception(error); // a bug: work() lets nothing out
    });
}

void Relay::stop() {
    stopping_ = true;
    wakeup_->wake();
}

awaitable<void> Relay::work() {
    int failures = 0;
    while (!stopping_) {
        std::size_t moved = 0;
        std::string failure;
        try {
            moved = co_await move_batch();
            failures = 0;
        } catch (const std::exception& error) {
            failure = error.what();
        }
        if (!failure.empty()) {
            if (settings_.report) settings_.report(failure);
            co_await wakeup_->sleep(settings_.back_off.after(++failures));
        } else if (moved == 0 && !stopping_) {
            co_await wakeup_->sleep(settings_.poll);
        } else if (moved < settings_.batch) {
            co_await gather();
        }
    }
}

awaitable<void> Relay::gather() {
    boost::asio::steady_timer pause{strand_, settings_.gather};
    co_await pause.async_wait(use_awaitable);
}

awaitable<std::size_t> Relay::move_batch() {
    auto events = co_await outbox_.waiting(settings_.batch);
    notice(events);
    if (events.empty()) co_return 0;
    std::vector<EventId> ids;
    ids.reserve(events.size());
    for (const auto& event : events)
        ids.push_back(event.id);
    const auto count = ids.size();
    co_await bus_.publish(std::move(events));
    co_await outbox_.published(std::move(ids));
    notice({});
    co_return count;
}

void Relay::notice(const std::vector<Event>& waiting) {
    waiting_ = waiting.size();
    if (!waiting.empty()) oldest_ = waiting.front().time;
}

Relay::Lag Relay::lag() const {
    const auto waiting = waiting_.load();
    if (waiting == 0) return {};
    return {waiting, std::max(clock_.now() - oldest_.load(), std::chrono::milliseconds{0})};
}

} // namespace resuelve::events
