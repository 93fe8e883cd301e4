#include "services/api/sessions.hpp"

#include "platform/crypto/secret.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"
#include "services/api/audit.hpp"
#include "services/api/cookies.hpp"
#include "services/api/cross_site.hpp"
#include "services/api/device.hpp"

namespace resuelve::api {
namespace {

constexpr int max_tries = 3;

struct Renewal {
    std::optional<std::string> refresh_token;
};
BOOST_DESCRIBE_STRUCT(Renewal, (), (refresh_token))

/// Browsers say where a request comes from, or at least its origin; programs do not.
bool is_browser(const http::Request& request) {
    return request.header("sec-fetch-site") || request.header("origin");
}

std::string refresh_token_of(const Request& request, access::SessionKind kind) {
    if (!request.http.body.empty()) {
        auto body = request.body<Renewal>();
        if (body.refresh_token) return std::move(*body.refresh_token);
    }
    auto cookie = refresh_cookie(request.http, kind);
    if (!cookie) throw Problem{Problem::session_expired, "There is no refresh token."};
    check_cookie_request(request.http);
    return std::move(*cookie);
}

constexpr std::chrono::days device_cookie_life{365};

std::string device_cookie_name(access::SessionKind kind, bool secure) {
    return access_cookie_name(kind, secure) + "_device";
}

/// Proves that we gave the cookie out, for this account.
std::string device_mark(const Key& key, access::SessionKind kind, std::string_view account) {
    return to_hex(Sha256{}
                      .add(std::span{key.secret})
                      .add(fmt::format("device:{}:", json::enum_name(kind)))
                      .add(account)
                      .finish());
}

boost::json::object session_json(const access::Session& session, SessionId current) {
    return {{"id", session.id.to_string()},
            {"device", session.device},
            {"signed_in_at", to_rfc3339(session.signed_in_at)},
            {"last_used_at", to_rfc3339(session.renewed_at)},
            {"expires_at", to_rfc3339(session.expires_at())},
            {"current", session.id == current}};
}

} // namespace

awaitable<FreshSession> Sessions::start(access::Actor person, const Request& request, std::string way) {
    const auto now = parts_.clock.now();
    auto started = access::start_session(parts_.kind, person.id, now, parts_.random);
    started.session.device = device_of(request.http.header("user-agent").value_or(""));
    const auto id = started.session.id.value;
    co_await parts_.store.put(started.session,
                              {audited_by(person, request, now, access::Audited::signed_in, id, std::move(way))});
    co_return FreshSession{std::move(started.session), std::move(started.refresh_token)};
}

awaitable<FreshSession> Sessions::renew(const Request& request) {
    const auto token = access::RefreshToken::parse(refresh_token_of(request, parts_.kind));
    for (int tries = 0; token && tries < max_tries; ++tries) {
        const auto session = co_await parts_.store.find(token->session);
        if (!session || session->kind != parts_.kind) break;
        auto renewed = access::renew(*session, *token, parts_.clock.now(), parts_.keys);
        if (!renewed) {
            if (renewed.error() == access::SessionFault::unknown)
                co_await end(session->id, audited(request, parts_.clock.now(), access::Audited::session_token_reused,
                                                  session->id.value));
            break;
        }
        if (!renewed->changed || co_await parts_.store.replace(renewed->session, session->token))
            co_return FreshSession{std::move(renewed->session), std::move(renewed->refresh_token)};
    }
    throw Problem{Problem::session_expired};
}

Response Sessions::signed_in(const Request& request, const FreshSession& fresh, access::Actor actor,
                             std::string_view member, boost::json::value person) const {
    actor.session = fresh.session.id;
    actor.signed_in_at = fresh.session.signed_in_at;
    const auto now = parts_.clock.now();
    const auto issued = parts_.issuer.issue(actor, now);
    boost::json::object body{{"token", issued.token}, {"expires_at", to_rfc3339(issued.expires_at)}};
    if (!is_browser(request.http)) body["refresh_token"] = fresh.refresh_token;
    body[member] = std::move(person);
    auto response = Response::json(200, body).with("cache-control", "no-store");
    set_session_cookies(response, request.http, fresh.session, issued, fresh.refresh_token, now);
    return response;
}

bool Sessions::is_known_device(const Request& request, std::string_view account) const {
    const auto cookie = request.http.cookie(device_cookie_name(parts_.kind, request.http.secure));
    if (!cookie) return false;
    return std::ranges::any_of(parts_.keys.valid(), [&](const Key& key) {
        return equal_in_constant_time(*cookie, device_mark(key, parts_.kind, account));
    });
}

void Sessions::remember_device(const Request& request, std::string_view account, Response& response) const {
    const bool secure = request.http.secure;
    response.headers.add("set-cookie",
                         fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}",
                                     device_cookie_name(parts_.kind, secure),
                                     device_mark(parts_.keys.newest(), parts_.kind, account),
                                     std::chrono::seconds{device_cookie_life}.count(), secure ? "; Secure" : ""));
}

awaitable<void> Sessions::end(SessionId id, access::AuditRecord audit) {
    const auto now = parts_.clock.now();
    co_await parts_.store.end(id, now, {std::move(audit)});
    parts_.verifier.revoke_session(id, now);
}

awaitable<Response> Sessions::sign_out(const Request& request) {
    const auto id = request.actor().session;
    co_await end(id, audited(request, parts_.clock.now(), access::Audited::signed_out, id.value));
    auto response = Response::empty(204);
    clear_session_cookies(response, request.http, parts_.kind);
    co_return response;
}

awaitable<Response> Sessions::list(const Request& request) {
    return list_of(request.actor().id, request);
}

awaitable<Response> Sessions::list_of(Uuid subject, const Request& request) {
    boost::json::array items;
    for (const auto& session : co_await parts_.store.list(subject, parts_.clock.now()))
        items.emplace_back(session_json(session, request.actor().session));
    co_return Response::json(200, boost::json::object{{"items", std::move(items)}, {"next_cursor", nullptr}})
        .with("cache-control", "no-store");
}

awaitable<Response> Sessions::end_one(const Request& request) {
    return end_one_of(request.actor().id, request.parameter(0), request);
}

awaitable<Response> Sessions::end_one_of(Uuid subject, std::string_view text, const Request& request) {
    const auto id = SessionId::parse(text);
    const auto session = id ? co_await parts_.store.find(*id) : std::nullopt;
    if (!session || session->subject != subject || !session->alive(parts_.clock.now()))
        throw Problem{Problem::not_found};
    co_await end(*id, audited(request, parts_.clock.now(), access::Audited::session_ended, id->value));
    co_return Response::empty(204);
}

awaitable<void> Sessions::end_all(Uuid subject, std::optional<SessionId> except) {
    const auto now = parts_.clock.now();
    const auto alive = co_await parts_.store.list(subject, now);
    co_await parts_.store.end_all(subject, except, now);
    for (const auto& session : alive)
        if (session.id != except) parts_.verifier.revoke_session(session.id, now);
}

void want_recent_sign_in(const Request& request, Instant now) {
    if (now - request.actor().signed_in_at > recent_sign_in)
        throw Problem{Problem::forbidden, "Sign in again for this: the last sign-in is more than five minutes ago."};
}

} // namespace resuelve::api
