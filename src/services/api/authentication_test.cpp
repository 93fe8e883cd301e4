#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "services/api/authentication.hpp"
#include "services/api/cookies.hpp"

#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

using namespace std::chrono_literals;
using access::Actor;
using access::Role;
using access::SessionKind;

/// Holds one token and counts.
class OneApiToken final : public access::ApiTokenStore {
public:
    awaitable<void> put(access::ApiToken put_token, std::vector<access::AuditRecord>, std::vector<events::Event>,
                        std::optional<http::RecordedAnswer>) override {
        token = std::move(put_token);
        co_return;
    }
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string) override { co_return std::nullopt; }
    awaitable<std::optional<access::ApiToken>> find(Sha256Digest digest) override {
        ++looked_up;
        co_return digest == token.digest ? std::optional{token} : std::nullopt;
    }
    awaitable<std::vector<access::ApiToken>> list() override { co_return std::vector{token}; }
    awaitable<bool> revoke(access::ApiTokenId, Instant now, std::vector<access::AuditRecord>,
                           std::vector<events::Event>) override {
        token.revoked_at = now;
        co_return true;
    }
    awaitable<void> used(access::ApiTokenId, Instant now) override {
        ++noted;
        token.last_used_at = now;
        co_return;
    }

    access::ApiToken token;
    int looked_up = 0;
    int noted = 0;
};

class Authentication : public testing::Test {
protected:
    Authentication() {
        request.headers.add("host", "shop.example");
        request.segments = {"api", "v1", "incidents"};
        request.peer = boost::asio::ip::make_address("203.0.113.7");
        store.token.digest = sha256(api_token);
        store.token.id = access::ApiTokenId{Uuid{{77}}};
        store.token.scopes = {"incidents:read"};
        store.token.expires_at = clock.now() + 24h;
    }

    static Actor person(Role role, std::uint8_t id) {
        Actor actor;
        actor.role = role;
        actor.id = Uuid{{id}};
        actor.name = "Ana";
        return actor;
    }
    std::string token_of(const Actor& actor) {
        const bool customer = actor.role == Role::customer;
        return access::TokenIssuer{customer ? "customers" : "employees", customer ? customers_key : employees_key}
            .issue(actor, clock.now())
            .token;
    }
    void bear(std::string_view token) { request.headers.set("authorization", "Bearer " + std::string{token}); }
    void set_cookie(SessionKind kind, std::string_view token) {
        cookies += (cookies.empty() ? "" : "; ") + access_cookie_name(kind, request.secure) + "=" + std::string{token};
        request.headers.set("cookie", cookies);
    }
    /// The actor, or the problem's name.
    std::string sender() {
        try {
            const auto actor = run(authenticator.authenticate(request));
            return std::string{access::to_string(actor.role)} + " " + std::to_string(actor.id.bytes[0]);
        } catch (const Problem& problem) {
            return std::string{Problem::row(problem.code()).name};
        }
    }
    /// A change by a customer's cookie with these headers.
    std::string change(std::vector<std::pair<std::string, std::string>> headers) {
        request.method = http::Method::post;
        request.headers = {};
        request.headers.add("host", "shop.example");
        for (auto& [name, value] : headers)
            request.headers.add(name, std::move(value));
        cookies.clear();
        set_cookie(SessionKind::customer, token_of(ana));
        return sender();
    }

    const SigningKey customers_key{{"customers-1", {1}}};
    const SigningKey employees_key{{"employees-1", {2}}};
    ManualClock clock{Instant{1'790'000'000s}};
    SystemRandom random;
    std::string api_token = access::make_api_token(random);
    OneApiToken store;
    access::TokenVerifier verifier{{{customers_key.public_key()}, {employees_key.public_key()}},
                                   {"customers", "employees", "intake", "resolution"}};
    TokenAuthenticator authenticator{verifier, &store, clock};
    http::Request request;
    std::string cookies;
    const Actor ana = person(Role::customer, 7);
    const Actor luis = person(Role::agent, 9);
};

TEST_F(Authentication, WithoutCredentialsIsAnonymous) {
    EXPECT_EQ(sender(), "anonymous 0");
}

TEST_F(Authentication, KnowsBearersOfAccessTokens) {
    bear(token_of(luis));
    EXPECT_EQ(sender(), "agent 9");
    request.headers.set("authorization", "bearer " + token_of(ana));
    EXPECT_EQ(sender(), "customer 7");
}

TEST_F(Authentication, RefusesBadBearersAndOtherSchemes) {
    for (const auto* value : {"", "Bearer", "Bearer ", "Bearer x", "Bearer null", "Basic YTpi", "Bearer a.b.c"}) {
        request.headers.set("authorization", value);
        EXPECT_EQ(sender(), "unauthenticated") << value;
    }
    request.headers.set("authorization", "Bearer  " + token_of(ana)); // two spaces
    EXPECT_EQ(sender(), "unauthenticated");
}

TEST_F(Authentication, RefusesTwoAuthorizationFields) {
    bear(token_of(ana));
    request.headers.add("authorization", "Bearer " + token_of(ana));
    EXPECT_EQ(sender(), "unauthenticated");
}

TEST_F(Authentication, SaysWhenATokenIsOver) {
    bear(token_of(ana));
    clock.advance(11min);
    EXPECT_EQ(sender(), "session-expired");
    bear(token_of(ana));
    verifier.revoke(ana.id, clock.now() + 1ms);
    EXPECT_EQ(sender(), "session-expired");
}

TEST_F(Authentication, SaysThatOtherServicesAreMeant) {
    access::TokenVerifier resolutions{{{customers_key.public_key()}, {employees_key.public_key()}}, {"resolution"}};
    TokenAuthenticator there{resolutions, nullptr, clock};
    const auto answer = [&] {
        try {
            return access::to_string(run(there.authenticate(request)).role);
        } catch (const Problem& problem) {
            return Problem::row(problem.code()).name;
        }
    };
    bear(token_of(ana));
    EXPECT_EQ(answer(), "forbidden") << "as where all services are in one process, and her role decides";
    bear(token_of(luis));
    EXPECT_EQ(answer(), "agent");
    request.headers = {};
    set_cookie(SessionKind::customer, token_of(ana));
    EXPECT_EQ(answer(), "forbidden");
}

TEST_F(Authentication, KnowsApiTokens) {
    bear(api_token);
    EXPECT_EQ(sender(), "service 77");
    request.peer = boost::asio::ip::make_address("2001:db8::1");
    store.token.ranges = {"203.0.113.0/24"};
    EXPECT_EQ(sender(), "unauthenticated");
}

TEST_F(Authentication, LooksNoMistypedApiTokenUp) {
    bear(api_token.substr(0, 52) + (api_token.back() == 'x' ? 'y' : 'x'));
    EXPECT_EQ(sender(), "unauthenticated");
    EXPECT_EQ(store.looked_up, 0);
    bear(access::make_api_token(random));
    EXPECT_EQ(sender(), "unauthenticated");
    EXPECT_EQ(store.looked_up, 1);
}

TEST_F(Authentication, NotesTheUseOfAnApiTokenOnceAMinute) {
    bear(api_token);
    for (int i = 0; i < 10; ++i)
        sender();
    EXPECT_EQ(store.noted, 1);
    clock.advance(1min);
    sender();
    EXPECT_EQ(store.noted, 2);
}

TEST_F(Authentication, TakesNoApiTokensWhereThereIsNoStore) {
    TokenAuthenticator without{verifier, nullptr, clock};
    bear(api_token);
    EXPECT_THROW(run(without.authenticate(request)), Problem);
}

TEST_F(Authentication, KnowsTheCookie) {
    set_cookie(SessionKind::customer, token_of(ana));
    EXPECT_EQ(sender(), "customer 7");
}

TEST_F(Authentication, WantsTheHostCookieOverTls) {
    set_cookie(SessionKind::customer, token_of(ana)); // the name without __Host-, which another host could have set
    request.secure = true;
    EXPECT_EQ(sender(), "anonymous 0");
    set_cookie(SessionKind::customer, token_of(ana));
    EXPECT_EQ(sender(), "customer 7");
}

TEST_F(Authentication, TakesTheCookieThatTheAddressIsFor) {
    set_cookie(SessionKind::customer, token_of(ana));
    set_cookie(SessionKind::employee, token_of(luis));
    EXPECT_EQ(sender(), "agent 9");
    request.segments = {"api", "v1", "my", "incidents"};
    EXPECT_EQ(sender(), "customer 7");
    request.segments = {"api", "v1", "customers", "me"};
    EXPECT_EQ(sender(), "customer 7");
    request.segments = {"api", "v1", "customers", "01234567-89ab-7def-8123-456789abcdef"};
    EXPECT_EQ(sender(), "agent 9");
}

TEST_F(Authentication, RefusesBearerAndCookieOfTwoPeople) {
    bear(token_of(luis));
    set_cookie(SessionKind::employee, token_of(person(Role::agent, 10)));
    EXPECT_EQ(sender(), "unauthenticated");
}

TEST_F(Authentication, TakesBearerAndCookieOfOnePerson) {
    bear(token_of(luis));
    set_cookie(SessionKind::employee, token_of(luis));
    EXPECT_EQ(sender(), "agent 9");
}

TEST_F(Authentication, SaysWhenTheCookieIsOverOrGarbage) {
    set_cookie(SessionKind::customer, token_of(ana));
    clock.advance(11min);
    EXPECT_EQ(sender(), "session-expired");
    cookies.clear();
    set_cookie(SessionKind::customer, "garbage");
    EXPECT_EQ(sender(), "unauthenticated");
    cookies.clear();
    set_cookie(SessionKind::customer, api_token); // no API token is taken from a cookie
    EXPECT_EQ(sender(), "unauthenticated");
}

TEST_F(Authentication, TakesChangesByCookieFromOurOwnPagesOnly) {
    const std::pair<std::string, std::string> json{"content-type", "application/json"};
    const std::pair<std::string, std::string> ours{"sec-fetch-site", "same-origin"};
    EXPECT_EQ(change({ours, json}), "customer 7");
    EXPECT_EQ(change({{"origin", "http://shop.example"}, json}), "customer 7");
    EXPECT_EQ(change({ours, {"content-type", "image/png"}, {"x-requested-with", "resuelve"}}), "customer 7");
    EXPECT_EQ(change({ours, {"content-type", "Application/JSON; charset=UTF-8"}}), "customer 7");

    EXPECT_EQ(change({json}), "cross-site");
    EXPECT_EQ(change({ours}), "cross-site");
    for (const auto* site : {"cross-site", "same-site", "none", ""})
        EXPECT_EQ(change({{"sec-fetch-site", site}, {"origin", "http://shop.example"}, json}), "cross-site") << site;
    for (const auto* origin :
         {"null", "http://evil.example", "https://shop.example", "http://shop.example.evil.example",
          "http://shop.example:8080", "shop.example", "http://evil.example/http://shop.example"})
        EXPECT_EQ(change({{"origin", origin}, json}), "cross-site") << origin;
    for (const auto* type :
         {"text/plain", "text/plain; application/json", "application/json-patch+json", "multipart/form-data",
          "application/x-www-form-urlencoded", "application/jsonp", "application/json; charset=utf-16",
          "application/json, text/plain", "", "*/*", "application/problem+json"})
        EXPECT_EQ(change({ours, {"content-type", type}}), "cross-site") << type;
}

TEST_F(Authentication, AsksNoOriginOfBearers) {
    request.method = http::Method::delete_;
    request.headers.add("sec-fetch-site", "cross-site");
    bear(token_of(ana));
    EXPECT_EQ(sender(), "customer 7");
}

TEST_F(Authentication, LetsOtherSitesLinkButNotEmbed) {
    set_cookie(SessionKind::customer, token_of(ana));
    request.headers.add("sec-fetch-site", "cross-site");
    EXPECT_EQ(sender(), "cross-site");
    request.headers.add("sec-fetch-mode", "navigate");
    EXPECT_EQ(sender(), "customer 7");
}

class Cookies : public testing::Test {
protected:
    std::vector<std::string> cookies() const {
        std::vector<std::string> values;
        for (const auto& [name, value] : response.headers)
            if (name == "set-cookie") values.push_back(value);
        return values;
    }
    http::Request request;
    http::Response response;
};

TEST_F(Cookies, LiveAsLongAsWhatTheyHold) {
    const Instant now{1'790'000'000s};
    access::Session session;
    session.kind = SessionKind::customer;
    session.signed_in_at = session.renewed_at = now;
    request.secure = true;
    set_session_cookies(response, request, session, {"JWT", now + 10min}, "REFRESH", now);
    EXPECT_EQ(cookies(), (std::vector<std::string>{
                             "__Host-resuelve_customer=JWT; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure",
                             "__Host-resuelve_customer_refresh=REFRESH; Path=/; Max-Age=604800; HttpOnly; "
                             "SameSite=Lax; Secure"}));
}

TEST_F(Cookies, AreClearedUnderTheSameNames) {
    clear_session_cookies(response, request, SessionKind::employee);
    EXPECT_EQ(cookies(),
              (std::vector<std::string>{"resuelve_employee=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
                                        "resuelve_employee_refresh=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"}));
}

TEST_F(Cookies, GiveTheRefreshTokenOfTheAudience) {
    request.headers.add("cookie", "resuelve_customer_refresh=abc; resuelve_employee=x");
    EXPECT_EQ(refresh_cookie(request, SessionKind::customer), "abc");
    EXPECT_EQ(refresh_cookie(request, SessionKind::employee), std::nullopt);
}

} // namespace
} // namespace resuelve::api
