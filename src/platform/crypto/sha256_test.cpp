#include "platform/crypto/sha256.hpp"

#include <gtest/gtest.h>

namespace resuelve {
namespace {

TEST(Sha256, MatchesFips180) {
    EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, IsTheSamePieceByPiece) {
    EXPECT_EQ(Sha256{}.add("a").add("bc").finish(), sha256("abc"));
}

} // namespace
} // namespace resuelve
