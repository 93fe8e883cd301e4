#include "domain/events/try_to_handle.hpp"

#include "domain/events/not_yet.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace resuelve::events {
namespace {

constexpr std::size_t reason_bytes = 1000;

} // namespace

awaitable<Outcome> try_to_handle(const Subscription& subscription, const Event& event, Reports reports) {
    Outcome outcome;
    try {
        co_await subscription.handle(event);
        co_return outcome;
    } catch (const NotYet& early) {
        outcome = {.reason = early.what(), .is_early = true};
    } catch (const std::exception& error) {
        outcome.reason = error.what();
    } catch (...) {
        outcome.reason = "something that is no exception";
    }
    if (outcome.reason.empty()) outcome.reason = "no reason given";
    outcome.reason.resize(std::min(outcome.reason.size(), reason_bytes));
    const auto& report = outcome.is_early ? reports.early : reports.failed;
    if (report)
        report(fmt::format("{} {} {} {}: {}", subscription.consumer,
                           outcome.is_early ? "is too early for" : "failed at", event.type, event.id.to_string(),
                           outcome.reason));
    co_return outcome;
}

} // namespace resuelve::events
