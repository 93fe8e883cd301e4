#include "app/data_directory.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace resuelve::app {
namespace {

class DataDirectoryTest : public testing::Test {
protected:
    testing_support::TemporaryDirectory parent_;
};

TEST_F(DataDirectoryTest, IsCreatedForItsOwnerAlone) {
    const DataDirectory directory{parent_ / "a" / "b"};
    EXPECT_EQ(std::filesystem::status(directory.path()).permissions(), std::filesystem::perms::owner_all);
}

TEST_F(DataDirectoryTest, RefusesAFileInItsPlace) {
    std::ofstream{parent_ / "file"} << "x";
    EXPECT_THROW(DataDirectory{parent_ / "file"}, std::runtime_error);
}

TEST_F(DataDirectoryTest, IsLockedByOneAtATime) {
    const DataDirectory directory{parent_ / "data"};
    {
        const DataLock lock{directory};
        try {
            const DataLock second{directory};
            FAIL() << "a second lock was given";
        } catch (const std::runtime_error& error) {
            EXPECT_NE(std::string{error.what()}.find(std::to_string(getpid())), std::string::npos) << error.what();
        }
    }
    EXPECT_NO_THROW(DataLock{directory});
}

} // namespace
} // namespace resuelve::app
