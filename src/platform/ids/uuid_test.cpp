#include "platform/ids/uuid.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve {
namespace {

TEST(Uuid, Version7CarriesTheTimeVersionAndVariant) {
    SeededRandom random{1};
    const auto text = Uuid::v7(Instant{std::chrono::milliseconds{0x017F22E279B0}}, random).to_string();
    EXPECT_EQ(text.substr(0, 15), "017f22e2-79b0-7"); // RFC 9562 appendix A.6
    EXPECT_TRUE(text[19] == '8' || text[19] == '9' || text[19] == 'a' || text[19] == 'b') << text;
}

TEST(Uuid, IsReadInEitherCase) {
    EXPECT_EQ(Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), Uuid::parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
}

TEST(Uuid, RefusesOtherForms) {
    for (const auto* text : {"", "017f22e279b07cc398c4dc0c0c07398f", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
                             "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e2079b0-7cc3-98c4-dc0c0c07398f"})
        EXPECT_FALSE(Uuid::parse(text)) << text;
}

RC_GTEST_PROP(Uuid, IsReadBackAsWritten, (std::uint64_t seed)) {
    SeededRandom random{seed};
    const auto uuid = Uuid::v7(Instant{std::chrono::milliseconds{1'796'000'000'000}}, random);
    RC_ASSERT(Uuid::parse(uuid.to_string()) == uuid);
}

} // namespace
} // namespace resuelve
