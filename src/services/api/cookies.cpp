#include "services/api/cookies.hpp"

#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace resuelve::api {
namespace {

using std::chrono::seconds;

std::string cookie(std::string_view name, std::string_view value, bool secure, seconds life) {
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", name, value,
                       std::max(life, seconds{0}).count(), secure ? "; Secure" : "");
}

} // namespace

std::string access_cookie_name(access::SessionKind kind, bool secure) {
    return fmt::format("{}resuelve_{}", secure ? "__Host-" : "", json::enum_name(kind));
}

std::string refresh_cookie_name(access::SessionKind kind, bool secure) {
    return access_cookie_name(kind, secure) + "_refresh";
}

void set_session_cookies(http::Response& response, const http::Request& request, const access::Session& session,
                         const access::IssuedToken& token, std::string_view refresh_token, Instant now) {
    const auto until = [now](Instant end) { return std::chrono::floor<seconds>(end - now); };
    const bool secure = request.secure;
    response.headers.add(
        "set-cookie", cookie(access_cookie_name(session.kind, secure), token.token, secure, until(token.expires_at)));
    response.headers.add("set-cookie", cookie(refresh_cookie_name(session.kind, secure), refresh_token, secure,
                                              until(session.expires_at())));
}

void clear_session_cookies(http::Response& response, const http::Request& request, access::SessionKind kind) {
    for (const auto& name : {access_cookie_name(kind, request.secure), refresh_cookie_name(kind, request.secure)})
        response.headers.add("set-cookie", cookie(name, "", request.secure, seconds{0}));
}

std::optional<std::string> refresh_cookie(const http::Request& request, access::SessionKind kind) {
    return request.cookie(refresh_cookie_name(kind, request.secure));
}

} // namespace resuelve::api
