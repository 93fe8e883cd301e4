#include "services/api/known_tokens.hpp"

#include "domain/access/api_token_events.hpp"

namespace resuelve::api {

awaitable<void> remember_api_token(const events::Event& event, access::ApiTokenStore& copy) {
    auto token = access::api_token_of(event);
    if (const auto known = co_await copy.find(token.digest)) token.last_used_at = known->last_used_at;
    co_await copy.put(std::move(token));
}

} // namespace resuelve::api
