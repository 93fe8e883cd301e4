#include "platform/crypto/totp.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace resuelve::totp {
namespace {

using namespace std::chrono_literals;

Seed rfc_seed() {
    Seed seed;
    std::ranges::copy(std::string_view{"12345678901234567890"}, seed.begin());
    return seed;
}

TEST(Totp, MatchesRfc6238) { // Appendix B, the last six of its eight digits
    EXPECT_EQ(code(rfc_seed(), step_at(Instant{59s})), "287082");
    EXPECT_EQ(code(rfc_seed(), step_at(Instant{1111111109s})), "081804");
    EXPECT_EQ(code(rfc_seed(), step_at(Instant{20000000000s})), "353130");
}

TEST(Totp, TakesTheStepBeforeAndAfterAndNoOther) {
    const Instant now{1'790'000'010s};
    const auto current = step_at(now);
    for (const auto step : {current - 1, current, current + 1})
        EXPECT_EQ(matching_step(rfc_seed(), code(rfc_seed(), step), now, 0), step);
    EXPECT_EQ(matching_step(rfc_seed(), code(rfc_seed(), current - 2), now, 0), std::nullopt);
    EXPECT_EQ(matching_step(rfc_seed(), code(rfc_seed(), current + 2), now, 0), std::nullopt);
}

TEST(Totp, WorksOnceForEachStep) {
    const Instant now{1'790'000'010s};
    const auto typed = code(rfc_seed(), step_at(now));
    const auto used = matching_step(rfc_seed(), typed, now, 0);
    ASSERT_TRUE(used);
    EXPECT_EQ(matching_step(rfc_seed(), typed, now, *used), std::nullopt);
    EXPECT_EQ(matching_step(rfc_seed(), code(rfc_seed(), *used - 1), now, *used), std::nullopt);
    EXPECT_EQ(matching_step(rfc_seed(), code(rfc_seed(), *used + 1), now, *used), *used + 1);
}

TEST(Totp, RefusesWhatIsNotSixDigits) {
    const Instant now{1'790'000'010s};
    const auto typed = code(rfc_seed(), step_at(now));
    for (const auto& wrong : {std::string{}, typed.substr(1), typed + "0", " " + typed, std::string{"null"}})
        EXPECT_EQ(matching_step(rfc_seed(), wrong, now, 0), std::nullopt) << wrong;
}

TEST(Totp, UriNamesAccountAndIssuerForTheApp) {
    EXPECT_EQ(uri(rfc_seed(), "La Tienda", "ana@tienda.example"),
              "otpauth://totp/La%20Tienda:ana%40tienda.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
              "&issuer=La%20Tienda&algorithm=SHA1&digits=6&period=30");
}

} // namespace
} // namespace resuelve::totp
