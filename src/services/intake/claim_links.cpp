#include "services/intake/claim_links.hpp"

#include "platform/crypto/secret.hpp"
#include "platform/crypto/sha256.hpp"

namespace resuelve::intake {
namespace {

std::string made_key(std::string_view token) {
    return "claim link made " + to_hex(sha256(token));
}
std::string used_key(std::string_view token) {
    return "claim link used " + to_hex(sha256(token));
}

} // namespace

awaitable<std::string> ClaimLinks::make(IncidentId incident, Instant now, Random& random) {
    auto token = make_secret(random);
    http::RecordedAnswer made{.key = made_key(token), .body = incident.to_string(), .answered_at = now};
    co_await store_.commit({}, std::move(made));
    co_return token;
}

awaitable<std::optional<IncidentId>> ClaimLinks::use(std::string token, Instant now) {
    if (!looks_like_secret(token)) co_return std::nullopt;
    const auto made = co_await store_.recorded_answer(made_key(token));
    // A clock that jumped back must not make a link live longer either.
    if (!made || now > made->answered_at + lifetime_ || now < made->answered_at) co_return std::nullopt;
    try {
        // Whoever stores this first has used it; in parallel all others fail here.
        co_await store_.commit({}, http::RecordedAnswer{.key = used_key(token), .answered_at = now});
    } catch (const http::AlreadyAnswered&) {
        co_return std::nullopt;
    }
    co_return IncidentId::parse(made->body);
}

} // namespace resuelve::intake
