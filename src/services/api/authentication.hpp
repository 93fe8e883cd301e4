#pragma once

#include "domain/access/api_token.hpp"
#include "domain/access/recent_map.hpp"
#include "domain/access/token.hpp"
#include "platform/time/clock.hpp"
#include "services/api/route.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::api {

/// Knows senders by `Authorization: Bearer` with an access token or an API token, or by the web application's cookie.
/// If both are there they must be of the same person.
class TokenAuthenticator final : public Authenticator {
public:
    /// `api_tokens`: null in a process that has none of the routes that API tokens may use.
    TokenAuthenticator(access::TokenVerifier& tokens, access::ApiTokenStore* api_tokens, const Clock& clock) :
        tokens_{tokens}, api_tokens_{api_tokens}, clock_{clock} {}

    awaitable<access::Actor> authenticate(const http::Request& request) override;

private:
    awaitable<access::Actor> by_api_token(std::string token, boost::asio::ip::address from);
    access::Actor by_access_token(std::string_view token) const;
    std::optional<access::Actor> by_cookie(const http::Request& request, bool beside_bearer) const;
    bool worth_noting(access::ApiTokenId id, Instant now);

    access::TokenVerifier& tokens_;
    access::ApiTokenStore* api_tokens_;
    const Clock& clock_;
    std::mutex mutex_;
    access::RecentMap<access::ApiTokenId, Instant> noted_{1000}; ///< when a token's last use was stored
};

} // namespace resuelve::api
