#include "adapters/inprocess/consumer.hpp"

#include "domain/events/type_pattern.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>

namespace resuelve::inprocess {
namespace {

/// Positions of events that are nobody's are written down only now and then: reading them again costs little.
constexpr std::int64_t unrecorded_positions = 1000;

} // namespace

Consumer::Consumer(events::Subscription subscription, events::EventLog& log, RecentEvents& recent, const Clock& clock,
                   const DeliverySettings& settings, const boost::asio::any_io_executor& executor,
                   std::function<awaitable<void>()> after_batch) :
    subscription_{std::move(subscription)}, log_{log}, recent_{recent}, clock_{clock}, settings_{settings},
    strand_{boost::asio::make_strand(executor)}, after_batch_{std::move(after_batch)},
    wakeup_{std::make_shared<events::Wakeup>(strand_)} {}

void Consumer::start() {
    stopping_ = false;
    running_ = true;
    boost::asio::co_spawn(strand_, work(), [this](std::exception_ptr error) {
        running_ = false;
        if (error) std::rethrow_exception(error); // a bug: work() lets nothing out
    });
}

void Consumer::stop() {
    stopping_ = true;
    wakeup_->wake();
}

void Consumer::look_at_parked() {
    revived_ = true;
    wakeup_->wake();
}

awaitable<void> Consumer::work() {
    while (!stopping_) {
        std::optional<std::chrono::milliseconds> pause;
        std::string outage;
        try {
            pause = co_await work_once();
        } catch (const std::exception& error) { // the log's: handlers' are caught in handle()
            outage = error.what();
        }
        if (!outage.empty()) {
            if (settings_.report) settings_.report(fmt::format("{} cannot go on: {}", name(), outage));
            position_ = -1; // as recorded: what was handled since is delivered again
            pause = settings_.outage_pause;
        }
        if (!stopping_ && pause != std::chrono::milliseconds{0}) co_await wakeup_->sleep(pause);
    }
}

awaitable<std::optional<std::chrono::milliseconds>> Consumer::work_once() {
    if (position_ < 0) {
        recorded_ = co_await log_.join(name());
        position_ = recorded_.load();
        recent_.begin_at(co_await log_.last_position());
        next_retry_ = Instant{}; // look
    }
    const auto now = clock_.now();
    if (revived_.exchange(false)) next_retry_ = now;
    if (next_retry_ && *next_retry_ <= now) co_await retry_parked(now);
    if (stopping_ || co_await deliver_next()) co_return std::chrono::milliseconds{0};
    co_return until_retry();
}

std::optional<std::chrono::milliseconds> Consumer::until_retry() const {
    if (!next_retry_) return std::nullopt;
    return std::max(*next_retry_ - clock_.now(), std::chrono::milliseconds{0});
}

awaitable<void> Consumer::retry_parked(Instant now) {
    auto waiting = co_await log_.parked(name(), settings_.batch);
    events::Progress progress{.position = recorded_};
    next_retry_.reset();
    std::size_t still_parked = 0;
    const auto keep_until = [&](Instant time) {
        next_retry_ = std::min(next_retry_.value_or(time), time);
        ++still_parked;
    };
    for (auto& parked : waiting) {
        if (parked.not_before > now || stopping_) {
            keep_until(parked.not_before);
            continue;
        }
        auto outcome = co_await try_to_handle(parked.event);
        if (outcome.is_handled()) {
            progress.handled.push_back(parked.event.id);
            continue;
        }
        progress.parked.push_back(
            after_failure(std::move(parked.event), parked.attempts + 1, std::move(outcome.reason)));
        if (!progress.parked.back().dead) keep_until(progress.parked.back().not_before);
    }
    parked_ = still_parked;
    if (waiting.size() == settings_.batch) next_retry_ = now; // there may be more
    if (!progress.handled.empty() || !progress.parked.empty()) co_await log_.record(name(), std::move(progress));
}

awaitable<bool> Consumer::deliver_next() {
    const auto next = co_await next_events();
    if (next.empty()) co_return false;
    events::Progress progress{.position = position_};
    bool handled_any = false;
    for (const auto& [position, event] : next) {
        if (stopping_) break;
        progress.position = position;
        if (!events::matches_any(subscription_.types, event->type)) continue;
        handled_any = true;
        auto outcome = co_await try_to_handle(*event);
        if (outcome.is_handled()) continue;
        progress.parked.push_back(after_failure(*event, 1, std::move(outcome.reason)));
    }
    const auto position = progress.position;
    std::optional<Instant> retry;
    for (const auto& parked : progress.parked)
        if (!parked.dead) retry = std::min(retry.value_or(parked.not_before), parked.not_before);
    const auto newly_parked = progress.parked.size();
    if (handled_any || position - recorded_ >= unrecorded_positions) {
        co_await log_.record(name(), std::move(progress));
        recorded_ = position;
    }
    position_ = position;
    parked_ += newly_parked;
    if (retry) next_retry_ = std::min(next_retry_.value_or(*retry), *retry);
    co_await after_batch_();
    co_return true;
}

awaitable<std::vector<RecentEvent>> Consumer::next_events() {
    auto recent = recent_.after(position_, settings_.batch);
    if (!recent.empty() || position_ >= recent_.newest()) co_return recent;
    // What is older, or was published at the same time and has not been added yet, is in the log.
    auto logged = co_await log_.read_after(position_, settings_.batch);
    for (auto& [position, event] : logged)
        recent.push_back({position, std::make_shared<const events::Event>(std::move(event))});
    co_return recent;
}

awaitable<events::Outcome> Consumer::try_to_handle(const events::Event& event) {
    return events::try_to_handle(subscription_, event, {.failed = settings_.report, .early = settings_.early});
}

events::Parked Consumer::after_failure(events::Event event, int attempts, std::string reason) const {
    const bool dead = attempts >= settings_.max_attempts;
    if (dead && settings_.report)
        settings_.report(fmt::format("{} gives up {} {}: {}", name(), event.type, event.id.to_string(), reason));
    const auto now = clock_.now();
    return {.event = std::move(event),
            .attempts = attempts,
            .not_before = dead ? now : now + settings_.back_off.after(attempts),
            .reason = std::move(reason),
            .dead = dead};
}

} // namespace resuelve::inprocess
