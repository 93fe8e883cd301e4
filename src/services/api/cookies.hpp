#pragma once

#include "domain/access/session.hpp"
#include "domain/access/token.hpp"
#include "platform/http/message.hpp"

#include <string>
#include <string_view>

namespace resuelve::api {

/// "__Host-resuelve_customer", "__Host-resuelve_employee": one for each audience, so that somebody may be both in one
/// browser. Over plain HTTP, which only the loopback demonstration uses, without "__Host-", since that needs Secure.
std::string access_cookie_name(access::SessionKind kind, bool secure);

/// The refresh token's: the name above and "_refresh".
std::string refresh_cookie_name(access::SessionKind kind, bool secure);

/// Adds the two cookies of a session: HttpOnly, SameSite=Lax, and Secure if the request came over TLS. The access
/// token's lives as long as the token, the refresh token's until the session would end.
void set_session_cookies(http::Response& response, const http::Request& request, const access::Session& session,
                         const access::IssuedToken& token, std::string_view refresh_token, Instant now);

/// Makes the browser forget both.
void clear_session_cookies(http::Response& response, const http::Request& request, access::SessionKind kind);

/// The refresh token that the browser sent; nothing if there is none.
std::optional<std::string> refresh_cookie(const http::Request& request, access::SessionKind kind);

} // namespace resuelve::api
