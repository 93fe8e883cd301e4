#include "domain/events/try_to_handle.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace resuelve::events {
namespace {

constexpr std::size_t reason_bytes = 1000;

} // namespace

awaitable<std::string> try_to_handle(const Subscription& subscription, const Event& event,
                                     const std::function<void(std::string_view what)>& report) {
    std::string reason;
    try {
        co_await subscription.handle(event);
        co_return reason;
    } catch (const std::exception& error) {
        reason = error.what();
    } catch (...) {
        reason = "something that is no exception";
    }
    if (reason.empty()) reason = "no reason given";
    reason.resize(std::min(reason.size(), reason_bytes));
    if (report)
        report(fmt::format("{} failed at {} {}: {}", subscription.consumer, event.type, event.id.to_string(), reason));
    co_return reason;
}

} // namespace resuelve::events
