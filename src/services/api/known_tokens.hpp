#pragma once

#include "domain/access/api_token.hpp"
#include "domain/events/event.hpp"

namespace resuelve::api {

inline bool tells_of_api_token(const events::Event& event) {
    return event.type.starts_with("api_token.");
}

/// Keeps a service's copy of the API tokens, so that it knows their holders without asking the employees service.
/// Events may come in any order and again: a token that was revoked stays so.
awaitable<void> remember_api_token(const events::Event& event, access::ApiTokenStore& copy);

} // namespace resuelve::api
