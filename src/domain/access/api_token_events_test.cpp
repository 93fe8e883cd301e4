#include "domain/access/api_token_events.hpp"

#include <gtest/gtest.h>

namespace resuelve::access {
namespace {

using namespace std::chrono_literals;

const Instant now{1'790'000'000'250ms};

ApiToken a_token(Random& random) {
    return {.id = ApiTokenId::make(now, random),
            .name = "Almacén",
            .digest = random.bytes<32>(),
            .scopes = {"incidents:read"},
            .ranges = {"203.0.113.0/24"},
            .created_by = EmployeeId::make(now, random),
            .created_at = now,
            .expires_at = now + 24h,
            .last_used_at = {},
            .revoked_at = {}};
}

TEST(ApiTokenEvent, CarriesAllThatOtherServicesNeed) {
    SeededRandom random{3};
    auto token = a_token(random);
    EXPECT_EQ(api_token_of(api_token_event(token, now, {}, random)), token);
    token.revoked_at = now;
    const auto event = api_token_event(token, now, {}, random);
    EXPECT_EQ(api_token_of(event), token);
    EXPECT_EQ(event.type, "api_token.revoked");
    EXPECT_EQ(event.version, 2);
    EXPECT_EQ(event.subject, token.id.value);
}

TEST(ApiTokenEvent, ThatIsDamagedIsRefused) {
    SeededRandom random{3};
    const auto event = api_token_event(a_token(random), now, {}, random);
    for (const auto* member : {"id", "digest", "scopes", "expires_at"}) {
        auto damaged = event;
        damaged.data.erase(member);
        EXPECT_THROW(api_token_of(damaged), std::invalid_argument) << member;
    }
    auto damaged = event;
    damaged.data["digest"] = std::string(64, 'x');
    EXPECT_THROW(api_token_of(damaged), std::invalid_argument);
}

} // namespace
} // namespace resuelve::access
