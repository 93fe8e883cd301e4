#include "app/traced.hpp"

#include "domain/events/not_yet.hpp"
#include "platform/log/log.hpp"

namespace resuelve::app {
namespace {

/// The trace id of "00-<trace id>-<span id>-<flags>"; empty for anything else.
std::string_view trace_id_of(std::string_view traceparent) {
    constexpr std::size_t before = 3;
    constexpr std::size_t length = 32;
    return traceparent.size() > before + length ? traceparent.substr(before, length) : std::string_view{};
}

awaitable<void> handle_and_log(const events::Event& event, const std::string& consumer, const events::Handler& handle) {
    const auto id = event.id.to_string();
    try {
        co_await handle(event);
    } catch (const events::NotYet&) {
        throw; // nothing failed: the bus says it
    } catch (const std::exception& error) {
        log::warning("an event was not handled", {{"trace_id", trace_id_of(event.traceparent)},
                                                  {"consumer", consumer},
                                                  {"event", id},
                                                  {"type", event.type},
                                                  {"error", error.what()}});
        throw;
    }
    log::info(
        "handled an event",
        {{"trace_id", trace_id_of(event.traceparent)}, {"consumer", consumer}, {"event", id}, {"type", event.type}});
}

} // namespace

events::Subscription traced(events::Subscription subscription) {
    auto handle = [consumer = subscription.consumer, inner = std::move(subscription.handle)](
                      const events::Event& event) { return handle_and_log(event, consumer, inner); };
    subscription.handle = std::move(handle);
    return subscription;
}

} // namespace resuelve::app
