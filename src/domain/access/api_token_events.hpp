#pragma once

#include "domain/access/api_token.hpp"
#include "platform/ids/random.hpp"

namespace resuelve::access {

/// What the employees service tells of an API token: all of it but the token itself, so that other services know its
/// holder without asking. A token's second version is its revocation.
events::Event api_token_event(const ApiToken& token, Instant now, std::string traceparent, Random& random);

/// Throws std::invalid_argument, naming the member, for anything that is not such an event.
ApiToken api_token_of(const events::Event& event);

} // namespace resuelve::access
