#include "domain/access/api_token.hpp"

#include <gtest/gtest.h>

namespace resuelve::access {
namespace {

using namespace std::chrono_literals;

const Instant now{1'790'000'000s};

ApiToken a_token() {
    ApiToken token;
    token.id = ApiTokenId{Uuid{{3}}};
    token.name = "shop";
    token.scopes = {"incidents:read"};
    token.created_at = now;
    token.expires_at = now + 24h * 30;
    return token;
}

bool accepted(const ApiToken& token, std::string_view from = "203.0.113.7", Instant at = now) {
    return actor_of(token, boost::asio::ip::make_address(from), at).has_value();
}

TEST(ApiToken, IsFoundByScannersAndCheckedWithoutALookUp) {
    SystemRandom random;
    const auto token = make_api_token(random);
    EXPECT_EQ(token.size(), 53U);
    EXPECT_TRUE(token.starts_with("rsv_"));
    EXPECT_EQ(api_token_digest(token), sha256(token));
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto mistyped = token;
        mistyped[i] = mistyped[i] == 'x' ? 'y' : 'x';
        EXPECT_EQ(api_token_digest(mistyped), std::nullopt) << i;
    }
    EXPECT_EQ(api_token_digest(token + "A"), std::nullopt);
    EXPECT_EQ(api_token_digest("rsv_"), std::nullopt);
    EXPECT_EQ(api_token_digest(""), std::nullopt);
}

TEST(ApiToken, StandsForAServiceWithItsScopes) {
    const auto actor = actor_of(a_token(), boost::asio::ip::make_address("203.0.113.7"), now);
    ASSERT_TRUE(actor);
    EXPECT_EQ(actor->role, Role::service);
    EXPECT_EQ(actor->id, a_token().id.value);
    EXPECT_EQ(actor->scopes, a_token().scopes);
}

TEST(ApiToken, EndsWhenItExpiresOrIsRevoked) {
    EXPECT_TRUE(accepted(a_token(), "203.0.113.7", now + 24h * 30 - 1ms));
    EXPECT_FALSE(accepted(a_token(), "203.0.113.7", now + 24h * 30));
    auto revoked = a_token();
    revoked.revoked_at = now;
    EXPECT_FALSE(accepted(revoked));
}

TEST(ApiToken, WorksOnlyFromItsRanges) {
    auto token = a_token();
    token.ranges = {"203.0.113.0/24", "2001:db8::/32"};
    EXPECT_TRUE(accepted(token, "203.0.113.255"));
    EXPECT_TRUE(accepted(token, "::ffff:203.0.113.9"));
    EXPECT_TRUE(accepted(token, "2001:db8:ffff::1"));
    EXPECT_FALSE(accepted(token, "203.0.114.1"));
    EXPECT_FALSE(accepted(token, "2001:db9::1"));
    token.ranges = {"nonsense"};
    EXPECT_FALSE(accepted(token));
}

TEST(ApiToken, KnowsScopesAndRanges) {
    EXPECT_TRUE(is_scope("incidents:read"));
    EXPECT_FALSE(is_scope(""));
    EXPECT_FALSE(is_scope("incidents:*"));
    EXPECT_TRUE(is_address_range("10.0.0.0/8"));
    EXPECT_TRUE(is_address_range("::/0"));
    EXPECT_FALSE(is_address_range("10.0.0.1"));
    EXPECT_FALSE(is_address_range("10.0.0.0/33"));
}

} // namespace
} // namespace resuelve::access
