#include "domain/incidents/reference.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::incidents {
namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

TEST(Reference, IsShownInThreeGroups) {
    SeededRandom random{7};
    const auto text = Reference::make(random).value;
    ASSERT_EQ(text.size(), 14U);
    EXPECT_EQ(text[4], '-');
    EXPECT_EQ(text[9], '-');
}

TEST(Reference, IsReadAsPeopleTypeIt) {
    // 0 and 1 in it, so that O, I and L can stand for them: the polynomial of 0…01 needs the check character x = 2.
    EXPECT_EQ(Reference::parse("0000-0000-0012"), Reference{"0000-0000-0012"});
    EXPECT_EQ(Reference::parse(" oooo.OOOO oo-I2 "), Reference{"0000-0000-0012"});
    EXPECT_EQ(Reference::parse("00000000-00L2"), Reference{"0000-0000-0012"});
}

TEST(Reference, RefusesWhatIsNone) {
    for (const auto* text :
         {"", "0000-0000-0011", "0000-0000-001", "0000-0000-00120", "0000-0000-00U2", "0000_0000_0012"})
        EXPECT_FALSE(Reference::parse(text)) << text;
}

RC_GTEST_PROP(Reference, IsReadBackAsMade, (std::uint64_t seed)) {
    SeededRandom random{seed};
    const auto reference = Reference::make(random);
    RC_ASSERT(Reference::parse(reference.value) == reference);
}

RC_GTEST_PROP(Reference, NoticesAnyWrongCharacter, (std::uint64_t seed)) {
    SeededRandom random{seed};
    const auto right = Reference::make(random).value;
    for (std::size_t i = 0; i < right.size(); ++i) {
        if (right[i] == '-') continue;
        for (const char other : letters) {
            auto wrong = right;
            wrong[i] = other;
            RC_ASSERT(Reference::parse(wrong).has_value() == (wrong == right));
        }
    }
}

RC_GTEST_PROP(Reference, NoticesAnyTwoExchangedNeighbours, (std::uint64_t seed)) {
    SeededRandom random{seed};
    auto plain = Reference::make(random).value;
    std::erase(plain, '-');
    for (std::size_t i = 0; i + 1 < plain.size(); ++i) {
        auto wrong = plain;
        std::swap(wrong[i], wrong[i + 1]);
        RC_ASSERT(Reference::parse(wrong).has_value() == (wrong == plain));
    }
}

} // namespace
} // namespace resuelve::incidents
