#include "app/ballast.hpp"
#include "app/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

struct ABallast : testing::Test {
    std::uintmax_t room = limits::ballast_room; ///< of the disk
    TemporaryDirectory temporary;
    std::filesystem::path file = temporary.path() / "ballast";
    Ballast ballast{file, [this] { return room; }};
};

TEST_F(ABallast, TakesItsWholeSizeOfTheDisk) {
    ballast.take();
    EXPECT_TRUE(ballast.is_there());
    EXPECT_EQ(std::filesystem::file_size(file), limits::ballast);
}

TEST_F(ABallast, IsNotTakenFromADiskThatHasLittle) {
    --room;
    ballast.take();
    EXPECT_FALSE(ballast.is_there());
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(ABallast, IsGivenUpWhenAWriteIsRefusedAndTheDiskIsFull) {
    ballast.take();
    room = 0;
    ballast.write_refused();
    EXPECT_FALSE(ballast.is_there());
    EXPECT_FALSE(std::filesystem::exists(file));
    ballast.write_refused();
    EXPECT_FALSE(ballast.is_there());
}

TEST_F(ABallast, IsKeptWhenAWriteIsRefusedForAnotherReason) {
    ballast.take();
    room = limits::ballast;
    ballast.write_refused();
    EXPECT_TRUE(ballast.is_there());
}

TEST_F(ABallast, IsTakenAgainOnceThereIsFourTimesItsRoom) {
    ballast.take();
    room = 0;
    ballast.write_refused();
    room = limits::ballast_room - 1;
    ballast.take();
    EXPECT_FALSE(ballast.is_there());
    room = limits::ballast_room;
    ballast.take();
    EXPECT_TRUE(ballast.is_there());
}

TEST_F(ABallast, OfAnEarlierProcessIsGoodHoweverLittleRoomThereIs) {
    ballast.take();
    room = 0;
    Ballast next{file, [this] { return room; }};
    next.take();
    EXPECT_TRUE(next.is_there());
    next.write_refused();
    EXPECT_FALSE(std::filesystem::exists(file));
}

} // namespace
} // namespace resuelve::app
