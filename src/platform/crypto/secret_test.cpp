#include "platform/crypto/secret.hpp"

#include <gtest/gtest.h>

#include <set>

namespace resuelve {
namespace {

TEST(Secret, Has256BitsAndNeverComesAgain) {
    SystemRandom random;
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto secret = make_secret(random);
        EXPECT_EQ(secret.size(), 43U);
        EXPECT_TRUE(looks_like_secret(secret));
        EXPECT_TRUE(seen.insert(secret).second);
    }
}

TEST(Secret, EmptyBlankOrCutIsNone) {
    SystemRandom random;
    const auto secret = make_secret(random);
    for (const auto& text : {std::string{}, std::string{" "}, std::string{"null"}, std::string(43, ' '),
                             secret.substr(1), secret + "A", std::string(43, '\0')})
        EXPECT_FALSE(looks_like_secret(text)) << text;
}

TEST(ConstantTime, ComparesWholeTexts) {
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
    EXPECT_FALSE(equal_in_constant_time("", "a"));
}

} // namespace
} // namespace resuelve
