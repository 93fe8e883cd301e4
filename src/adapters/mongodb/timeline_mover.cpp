#include "adapters/mongodb/timeline_mover.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

namespace resuelve::mongodb {

TimelineMover::TimelineMover(IncidentStore& store, Outbox& outbox, const boost::asio::any_io_executor& executor,
                             Settings settings) :
    store_{store}, settings_{std::move(settings)}, strand_{boost::asio::make_strand(executor)},
    wakeup_{std::make_shared<events::Wakeup>(strand_)} {
    outbox.on_commit([wakeup = std::weak_ptr{wakeup_}] {
        if (const auto alive = wakeup.lock()) alive->wake();
    });
}

void TimelineMover::start() {
    stopping_ = false;
    running_ = true;
    boost::asio::co_spawn(strand_, work(), [this](std::exception_ptr error) {
        running_ = false;
        if (error) std::rethrow_exception(error); // a bug: work() lets nothing out
    });
}

void TimelineMover::stop() {
    stopping_ = true;
    wakeup_->wake();
}

awaitable<void> TimelineMover::work() {
    while (!stopping_) {
        const auto pause = co_await move_batch();
        if (pause > settings_.gather) {
            co_await wakeup_->sleep(pause);
        } else if (pause > pause.zero() && !stopping_) {
            boost::asio::steady_timer timer{strand_, pause};
            co_await timer.async_wait(use_awaitable);
        }
    }
}

awaitable<std::chrono::milliseconds> TimelineMover::move_batch() {
    try {
        const auto moved = co_await store_.move_entries(settings_.batch);
        co_await store_.count_moved();
        failures_ = 0;
        if (moved == settings_.batch) co_return std::chrono::milliseconds{0};
        co_return moved > 0 ? settings_.gather : settings_.poll;
    } catch (const std::exception& error) {
        if (settings_.report) settings_.report(error.what());
        co_return settings_.back_off.after(++failures_);
    }
}

} // namespace resuelve::mongodb
