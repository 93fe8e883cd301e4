#include "platform/crypto/sealed_box.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

namespace resuelve {
namespace {

class Sealing : public testing::Test {
protected:
    testing_support::TemporaryDirectory root;
    SystemRandom random;
    KeyRing keys{root / "keys", "totp", Instant{}, random};
    SealedBox box{keys};
};

TEST_F(Sealing, IsOpenedForWhatItWasSealedForAlone) {
    const auto sealed = box.seal("seed", "employee 1", random);
    EXPECT_EQ(box.open(sealed, "employee 1"), "seed");
    EXPECT_EQ(box.open(sealed, "employee 2"), std::nullopt);
    EXPECT_EQ(box.open(box.seal("", "x", random), "x"), "");
}

TEST_F(Sealing, ShowsNothingAndNeverLooksTheSame) {
    const auto sealed = box.seal("seed", "x", random);
    EXPECT_EQ(sealed.find("seed"), sealed.npos);
    EXPECT_NE(sealed, box.seal("seed", "x", random));
}

TEST_F(Sealing, DoesNotOpenAfterAnyChange) {
    const auto sealed = box.seal("seed", "x", random);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(box.open(changed, "x"), std::nullopt) << i;
        EXPECT_EQ(box.open(sealed.substr(0, i), "x"), std::nullopt) << i;
    }
}

TEST_F(Sealing, OpensAfterRotation) {
    const auto sealed = box.seal("seed", "x", random);
    keys.rotate(Instant{std::chrono::hours{1}}, random);
    const SealedBox later{keys};
    EXPECT_EQ(later.open(sealed, "x"), "seed");
    EXPECT_TRUE(later.seal("seed", "x", random).starts_with(keys.newest().id + "."));
}

} // namespace
} // namespace resuelve
