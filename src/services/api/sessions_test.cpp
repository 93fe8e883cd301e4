#include "adapters/memory/session_store.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/parse.hpp"
#include "services/api/sessions.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

using namespace std::chrono_literals;

class SessionsOfAService : public testing::Test {
protected:
    access::Actor the_customer() const { return {.role = access::Role::customer, .id = ana}; }
    Response sign_in() {
        const auto fresh = run(sessions.start(the_customer(), request(), "password"));
        return sessions.signed_in(request(), fresh, the_customer(), "customer", nullptr);
    }
    Request request() { return {http, {}, access::Reach::all}; }
    FreshSession renew(std::string_view token) {
        http.body = fmt::format(R"({{"refresh_token":"{}"}})", token);
        return run(sessions.renew(request()));
    }
    static std::string text_of(const Response& response, std::string_view member) {
        const auto body = json::parse(std::get<std::string>(response.body));
        const auto* value = body.as_object().if_contains(member);
        return value ? std::string{std::string_view{value->as_string()}} : std::string{};
    }
    static std::vector<std::string> cookies(const Response& response) {
        std::vector<std::string> all;
        for (const auto& [name, value] : response.headers)
            if (name == "set-cookie") all.push_back(value);
        return all;
    }

    testing_support::TemporaryDirectory directory;
    ManualClock clock{Instant{1'764'000'000'000ms}};
    SeededRandom random{31};
    memory::SessionStore store;
    KeyRing signing{directory / "signing", "signing", clock.now(), random};
    KeyRing keys{directory / "sessions", "sessions", clock.now(), random};
    access::TokenIssuer issuer{"customers", SigningKey{signing.newest()}};
    access::TokenVerifier verifier{{public_keys(signing), {}}, {"customers"}};
    Sessions sessions{{access::SessionKind::customer, store, keys, issuer, verifier, clock, random}};
    http::Request http;
    Uuid ana = Uuid::v7(clock.now(), random);
};

TEST_F(SessionsOfAService, NameTheSessionAndTheSignInInTheToken) {
    const auto actor = verifier.verify(text_of(sign_in(), "token"), clock.now());
    ASSERT_TRUE(actor);
    EXPECT_EQ(actor->id, ana);
    EXPECT_EQ(actor->signed_in_at, clock.now());
    EXPECT_TRUE(run(store.find(actor->session)));
}

TEST_F(SessionsOfAService, KeepTheTimeOfTheSignInWhenRenewed) {
    const auto fresh = run(sessions.start(the_customer(), request(), "password"));
    clock.advance(1h);
    const auto renewed = renew(fresh.refresh_token);
    EXPECT_EQ(renewed.session.signed_in_at, clock.now() - 1h);
    EXPECT_NE(renewed.refresh_token, fresh.refresh_token);
}

TEST_F(SessionsOfAService, SetSecureCookiesOverTls) {
    http.secure = true;
    const auto set = cookies(sign_in());
    ASSERT_EQ(set.size(), 2U);
    EXPECT_TRUE(set[0].starts_with("__Host-resuelve_customer="));
    EXPECT_TRUE(set[1].starts_with("__Host-resuelve_customer_refresh="));
    for (const auto& cookie : set) {
        EXPECT_TRUE(cookie.ends_with("; Secure"));
        EXPECT_NE(cookie.find("; HttpOnly"), cookie.npos);
        EXPECT_EQ(cookie.find("Domain"), cookie.npos);
    }
}

TEST_F(SessionsOfAService, GiveScriptsNoRefreshToken) {
    EXPECT_FALSE(text_of(sign_in(), "refresh_token").empty());
    http.headers.add("origin", "http://shop.example");
    EXPECT_TRUE(text_of(sign_in(), "refresh_token").empty());
}

TEST_F(SessionsOfAService, DoNotRenewOnesOfAnotherKind) {
    auto started = access::start_session(access::SessionKind::employee, ana, clock.now(), random);
    run(store.put(started.session, {}));
    EXPECT_THROW(renew(started.refresh_token), Problem);
    EXPECT_TRUE(run(store.find(started.session.id))->alive(clock.now()));
}

TEST_F(SessionsOfAService, EndForEverybodyButOne) {
    const auto first = run(sessions.start(the_customer(), request(), "password"));
    const auto second = run(sessions.start(the_customer(), request(), "password"));
    run(sessions.end_all(ana, second.session.id));
    EXPECT_THROW(renew(first.refresh_token), Problem);
    EXPECT_NO_THROW(renew(second.refresh_token));
}

TEST_F(SessionsOfAService, KnowTheDevicesThatSignedInToTheAccount) {
    Response response;
    sessions.remember_device(request(), "ana@tienda.es", response);
    const auto cookie = cookies(response).front();
    http.headers.add("cookie", cookie.substr(0, cookie.find(';')));
    EXPECT_TRUE(sessions.is_known_device(request(), "ana@tienda.es"));
    EXPECT_FALSE(sessions.is_known_device(request(), "eva@tienda.es"));
    const Sessions employees{{access::SessionKind::employee, store, keys, issuer, verifier, clock, random}};
    EXPECT_FALSE(employees.is_known_device(request(), "ana@tienda.es"));
}

TEST(RecentSignIn, IsLessThanFiveMinutesAgo) {
    http::Request http;
    const Instant now{1'764'000'000'000ms};
    const Request recent{http, {.role = access::Role::customer, .signed_in_at = now - 5min}, access::Reach::own};
    EXPECT_NO_THROW(want_recent_sign_in(recent, now));
    EXPECT_THROW(want_recent_sign_in(recent, now + 1ms), Problem);
}

} // namespace
} // namespace resuelve::api
