#include "adapters/memory/api_token_store.hpp"
#include "domain/access/api_token_events.hpp"
#include "platform/async/run.hpp"
#include "services/api/known_tokens.hpp"

#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

using namespace std::chrono_literals;

struct KnownTokens : testing::Test {
    access::ApiToken a_token() {
        return {.id = access::ApiTokenId::make(now, random),
                .name = "Almacén",
                .digest = random.bytes<32>(),
                .scopes = {"incidents:read"},
                .ranges = {},
                .created_by = EmployeeId::make(now, random),
                .created_at = now,
                .expires_at = now + 24h,
                .last_used_at = {},
                .revoked_at = {}};
    }
    void hear(const access::ApiToken& token) {
        run(remember_api_token(access::api_token_event(token, now, {}, random), copy));
    }

    Instant now{1'790'000'000'250ms};
    SeededRandom random{5};
    memory::ApiTokenStore copy;
};

TEST_F(KnownTokens, AreTheSameWhateverOrderTheirEventsComeIn) {
    const auto token = a_token();
    auto revoked = token;
    revoked.revoked_at = now;
    for (const auto& events : {std::vector{token, revoked}, {revoked, token}, {revoked, token, revoked, token}}) {
        for (const auto& event : events)
            hear(event);
        EXPECT_EQ(run(copy.find(token.digest))->revoked_at, now);
    }
}

TEST_F(KnownTokens, DoNotForgetTheirLastUseWhenTheyAreToldAgain) {
    const auto token = a_token();
    hear(token);
    run(copy.used(token.id, now));
    hear(token);
    EXPECT_EQ(run(copy.find(token.digest))->last_used_at, now);
}

} // namespace
} // namespace resuelve::api
