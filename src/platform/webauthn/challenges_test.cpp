#include "platform/webauthn/challenges.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace resuelve::webauthn {
namespace {

class ChallengesTest : public testing::Test {
protected:
    testing_support::TemporaryDirectory directory;
    SeededRandom random{7};
    Instant now{std::chrono::milliseconds{1'764'000'000'000}};
    KeyRing keys{directory / "keys", "sessions", now, random};
    Challenges challenges{keys, "sign in"};
};

TEST_F(ChallengesTest, KnowsItsOwnAndWhenTheyWereMade) {
    const auto challenge = challenges.make(now, random);
    EXPECT_EQ(challenges.made_at(challenge, now), now);
    EXPECT_NE(challenges.make(now, random), challenge);
}

TEST_F(ChallengesTest, ForgetsThemAfterFiveMinutes) {
    const auto challenge = challenges.make(now, random);
    EXPECT_TRUE(challenges.made_at(challenge, now + Challenges::validity - std::chrono::milliseconds{1}));
    EXPECT_FALSE(challenges.made_at(challenge, now + Challenges::validity));
}

TEST_F(ChallengesTest, RefusesThoseOfAnotherPurpose) {
    const Challenges others{keys, "sign in elsewhere"};
    EXPECT_FALSE(others.made_at(challenges.make(now, random), now));
}

TEST_F(ChallengesTest, RefusesWhatIsNotWhole) {
    const auto challenge = challenges.make(now, random);
    for (std::size_t at = 0; at < challenge.size(); ++at) {
        auto changed = challenge;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(challenges.made_at(changed, now)) << at;
        EXPECT_FALSE(challenges.made_at(challenge.substr(0, at), now)) << at;
    }
    EXPECT_FALSE(challenges.made_at(challenge + "A", now));
}

TEST_F(ChallengesTest, KnowsThoseUnderTheKeyBeforeTheNewest) {
    const auto challenge = challenges.make(now, random);
    keys.rotate(now + std::chrono::seconds{1}, random);
    EXPECT_TRUE(challenges.made_at(challenge, now));
    keys.rotate(now + std::chrono::seconds{2}, random);
    EXPECT_FALSE(challenges.made_at(challenge, now));
}

} // namespace
} // namespace resuelve::webauthn
