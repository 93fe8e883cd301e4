#include "platform/crypto/encoding.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve {
namespace {

TEST(Base64url, MatchesRfc4648) {
    EXPECT_EQ(to_base64url("foobar"), "Zm9vYmFy");
    EXPECT_EQ(to_base64url("fo"), "Zm8");
    EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
    EXPECT_EQ(to_base64url(""), "");
}

TEST(Base64url, HasOneSpellingForEachValue) {
    for (const auto* text : {"Zm8=", "Zm9", "Zm 8", "Zm8\n", "Zm+_", "Z", "Zm8.", "Zm8==="})
        EXPECT_FALSE(from_base64url(text)) << text;
}

RC_GTEST_PROP(Base64url, ReadsBackWhatItWrote, (const Bytes& bytes)) {
    RC_ASSERT(from_base64url(to_base64url(bytes)) == bytes);
}

TEST(Base32, MatchesRfc4648) {
    const auto base32 = [](std::string_view text) {
        return to_base32({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    };
    EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(base32("foob"), "MZXW6YQ");
    EXPECT_EQ(base32("f"), "MY");
    EXPECT_EQ(base32(""), "");
}

} // namespace
} // namespace resuelve
