#include "app/revocations.hpp"

#include "app/background_work.hpp"

namespace resuelve::app {
namespace {

events::Event event_of(const access::Revocation& revocation, const Revocations::Parts& parts) {
    return {.id = events::EventId::make(parts.clock.now(), parts.random),
            .type = Revocations::type,
            .source = parts.source,
            .subject = revocation.subject,
            .version = 0,
            .time = revocation.time,
            .traceparent = {},
            .data = {{"of", revocation.is_session ? "session" : "person"}}};
}

/// Nothing if it is none of ours.
std::optional<access::Revocation> revocation_in(const events::Event& event) {
    const auto* of = event.data.if_contains("of");
    if (!of || !of->is_string()) return std::nullopt;
    const bool is_session = of->get_string() == "session";
    if (!is_session && of->get_string() != "person") return std::nullopt;
    return access::Revocation{event.subject, is_session, event.time};
}

awaitable<void> publish(events::EventBus& bus, events::Event event) {
    try {
        std::vector<events::Event> one;
        one.push_back(std::move(event));
        co_await bus.publish(std::move(one));
    } catch (const std::exception& error) {
        report_failure("telling of revoked tokens", error.what());
    }
}

} // namespace

void Revocations::share(Parts parts) {
    auto& bus = parts.bus;
    bus.listen({type}, [&verifier = parts.verifier](const events::Event& event) {
        if (const auto revocation = revocation_in(event)) verifier.accept(*revocation);
    });
    auto& verifier = parts.verifier;
    verifier.tell_others([parts = std::move(parts)](const access::Revocation& revocation) {
        parts.tasks.spawn(parts.executor, "telling of revoked tokens", publish(parts.bus, event_of(revocation, parts)));
    });
}

} // namespace resuelve::app
