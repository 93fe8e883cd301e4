#include "services/api/authentication.hpp"

#include "platform/http/problem.hpp"
#include "services/api/cookies.hpp"
#include "services/api/cross_site.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>

namespace resuelve::api {
namespace {

using access::Actor;
using access::SessionKind;

/// What follows "Bearer " in the one Authorization field; nothing if there is no such field.
std::optional<std::string_view> bearer_of(const http::Request& request) {
    std::optional<std::string_view> found;
    for (const auto& [name, value] : request.headers) {
        if (name != "authorization") continue;
        if (found) throw Problem{Problem::unauthenticated, "Authorization is there twice"};
        found = value;
    }
    if (!found) return std::nullopt;
    constexpr std::string_view scheme = "Bearer ";
    if (!boost::algorithm::istarts_with(*found, scheme))
        throw Problem{Problem::unauthenticated, "Authorization wants the scheme Bearer"};
    return found->substr(scheme.size());
}

/// Whether the address is one that customers use, for a browser that is signed in as both.
bool is_for_customers(const http::Request& request) {
    constexpr std::size_t after_version = 2; // "api", "v1"
    const auto& path = request.segments;
    if (path.size() <= after_version) return false;
    const auto& first = path[after_version];
    if (first == "my" || first == "claims") return true;
    return first == "customers" && path.size() > after_version + 1 && // but not /customers/{id}, which is employees'
           (path[after_version + 1] == "me" || path[after_version + 1] == "sessions");
}

std::optional<std::string> session_cookie(const http::Request& request) {
    auto first = SessionKind::employee;
    auto second = SessionKind::customer;
    if (is_for_customers(request)) std::swap(first, second);
    auto cookie = request.cookie(access_cookie_name(first, request.secure));
    return cookie ? cookie : request.cookie(access_cookie_name(second, request.secure));
}

bool same(const Actor& a, const Actor& b) {
    return a.role == b.role && a.id == b.id;
}

} // namespace

awaitable<Actor> TokenAuthenticator::authenticate(const http::Request& request) {
    const auto bearer = bearer_of(request);
    const auto by_browser = by_cookie(request, bearer.has_value());
    if (!bearer) co_return by_browser.value_or(Actor{});
    auto actor = access::is_meant_as_api_token(*bearer) ? co_await by_api_token(std::string{*bearer}, request.peer)
                                                        : by_access_token(*bearer);
    if (by_browser && !same(actor, *by_browser))
        throw Problem{Problem::unauthenticated, "the token and the cookie are of two different people"};
    co_return actor;
}

awaitable<Actor> TokenAuthenticator::by_api_token(std::string token, boost::asio::ip::address from) {
    const auto now = clock_.now();
    const auto digest = access::api_token_digest(token);
    const auto stored = digest && api_tokens_ ? co_await api_tokens_->find(*digest) : std::nullopt;
    auto actor = stored ? access::actor_of(*stored, from, now) : std::nullopt;
    if (!actor) throw Problem{Problem::unauthenticated, "the API token is not valid (here, or any more)"};
    if (worth_noting(stored->id, now)) co_await api_tokens_->used(stored->id, now);
    co_return std::move(*actor);
}

Actor TokenAuthenticator::by_access_token(std::string_view token) const {
    auto actor = tokens_.verify(token, clock_.now());
    if (actor) return std::move(*actor);
    switch (actor.error()) {
    case access::TokenFault::invalid:
        throw Problem{Problem::unauthenticated, "the token is not valid here"};
    case access::TokenFault::for_others: // whoever runs all services in one process answers the same by the role
        throw Problem{Problem::forbidden};
    case access::TokenFault::expired:
    case access::TokenFault::revoked:
        break;
    }
    throw Problem{Problem::session_expired, "renew the token, or sign in again"};
}

std::optional<Actor> TokenAuthenticator::by_cookie(const http::Request& request, bool beside_bearer) const {
    const auto token = session_cookie(request);
    if (!token) return std::nullopt;
    if (beside_bearer) { // the bearer decides; a cookie that is over says nothing about anybody
        auto actor = tokens_.verify(*token, clock_.now());
        return actor ? std::optional{std::move(*actor)} : std::nullopt;
    }
    auto actor = by_access_token(*token);
    check_cookie_request(request);
    return actor;
}

bool TokenAuthenticator::worth_noting(access::ApiTokenId id, Instant now) {
    const std::scoped_lock lock{mutex_};
    auto& noted = noted_[id];
    if (now - noted < std::chrono::minutes{1} && noted <= now) return false;
    noted = now;
    return true;
}

} // namespace resuelve::api
