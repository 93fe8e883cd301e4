#include "platform/crypto/key_ring.hpp"
#include "platform/crypto/signature.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <mutex>
#include <set>
#include <thread>

namespace resuelve {
namespace {

using namespace std::chrono_literals;

class Keys : public testing::Test {
protected:
    KeyRing open(std::string_view purpose = "customers") { return {directory, purpose, now += 1s, random}; }

    std::string failure() {
        try {
            open();
            return "opened";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }

    std::filesystem::path only_file() {
        return std::filesystem::directory_iterator {
            directory
        } -> path();
    }
    static unsigned mode(const std::filesystem::path& path) {
        struct stat status{};
        EXPECT_EQ(::stat(path.c_str(), &status), 0);
        return status.st_mode & 0777;
    }

    testing_support::TemporaryDirectory root;
    std::filesystem::path directory = root / "keys";
    Instant now{1'790'000'000'000ms};
    SystemRandom random;
};

TEST_F(Keys, AreMadeAtTheFirstStartForTheOwnerAlone) {
    const auto ring = open();
    EXPECT_EQ(mode(directory), 0700U);
    EXPECT_EQ(mode(only_file()), 0600U);
    EXPECT_EQ(only_file().stem(), ring.newest().id);
    EXPECT_TRUE(ring.newest().id.starts_with("customers-"));
}

TEST_F(Keys, AreTheSameAfterARestart) {
    const auto before = open().newest();
    const auto after = open().newest();
    EXPECT_EQ(before.id, after.id);
    EXPECT_EQ(before.secret, after.secret);
}

TEST_F(Keys, OfOnePurposeAreNotThoseOfAnother) {
    const auto customers = open("customers");
    const auto receipts = open("customers-receipts");
    EXPECT_NE(customers.newest().secret, receipts.newest().secret);
    EXPECT_EQ(open("customers").valid().size(), 1U);
    EXPECT_EQ(customers.find(receipts.newest().id), nullptr);
}

TEST_F(Keys, TwoAreValidAfterRotationAndOlderOnesAreOnlyFound) {
    auto ring = open();
    const auto first = ring.newest();
    ring.rotate(now += 1s, random);
    const auto second = ring.newest();
    EXPECT_NE(first.id, second.id);
    EXPECT_EQ(ring.valid().size(), 2U);
    ring.rotate(now += 1s, random);

    const auto again = open();
    EXPECT_EQ(again.newest().id, ring.newest().id);
    ASSERT_EQ(again.valid().size(), 2U);
    EXPECT_EQ(again.valid()[1].id, second.id);
    ASSERT_NE(again.find(first.id), nullptr);
    EXPECT_EQ(again.find(first.id)->secret, first.secret);
}

TEST_F(Keys, ThatOthersMayReadStopTheStartNamingTheFile) {
    open();
    std::filesystem::permissions(only_file(), std::filesystem::perms{0640});
    EXPECT_THAT(failure(), testing::AllOf(testing::HasSubstr(only_file().string()), testing::HasSubstr("chmod 600")));
}

TEST_F(Keys, ThatAreDamagedStopTheStartNamingTheFile) {
    open();
    const auto path = only_file();
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 2);
    EXPECT_THAT(failure(), testing::AllOf(testing::HasSubstr(path.string()), testing::HasSubstr("damaged")));
    std::filesystem::resize_file(path, 0);
    EXPECT_THAT(failure(), testing::HasSubstr("damaged"));
}

TEST_F(Keys, ThatAreNoFilesStopTheStartNamingThem) {
    open();
    const auto path = only_file();
    std::filesystem::remove(path);
    std::filesystem::create_symlink("/dev/null", path);
    EXPECT_THAT(failure(), testing::HasSubstr(path.string()));
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    EXPECT_THAT(failure(), testing::HasSubstr(path.string()));
}

TEST_F(Keys, WantADirectoryThatOthersCannotWriteInto) {
    open();
    std::filesystem::permissions(directory, std::filesystem::perms{0777});
    EXPECT_THAT(failure(), testing::HasSubstr("chmod 700"));
}

TEST_F(Keys, LeftHalfWrittenByACrashAreNotTaken) {
    std::filesystem::create_directory(directory);
    std::filesystem::permissions(directory, std::filesystem::perms{0700});
    std::ofstream{directory / "customers-01234567-89ab-7def-8123-456789abcdef.key.new"} << "resuelve";
    EXPECT_NE(open().newest().id, "customers-01234567-89ab-7def-8123-456789abcdef");
}

TEST_F(Keys, SignWhatTheirPublicHalfVerifies) {
    auto ring = open();
    const SigningKey key{ring.newest()};
    const auto signature = key.sign("a receipt");
    EXPECT_TRUE(verifies(key.public_key(), signature, "a receipt"));
    EXPECT_FALSE(verifies(key.public_key(), signature, "a receipu"));
    EXPECT_FALSE(verifies(key.public_key(), std::span{signature}.first(63), "a receipt"));
    ring.rotate(now += 1s, random);
    EXPECT_FALSE(verifies(SigningKey{ring.newest()}.public_key(), signature, "a receipt"));
    EXPECT_EQ(public_keys(ring).size(), 2U);
}

TEST_F(Keys, ArePublishedWithoutTheirSecretHalves) {
    auto ring = open();
    publish(ring, directory);
    publish(ring, directory);
    ring.rotate(now += 1s, random);
    ring.rotate(now += 1s, random);
    publish(ring, directory);
    const auto verifier = root / "verifier";
    std::filesystem::create_directory(verifier);
    for (const auto& file : std::filesystem::directory_iterator{directory})
        if (file.path().extension() == ".pub") std::filesystem::copy(file.path(), verifier);
    const auto keys = read_public_keys(verifier, "customers");
    ASSERT_EQ(keys.size(), 2U);
    EXPECT_EQ(keys[0].id, ring.newest().id);
    EXPECT_TRUE(verifies(keys[0], SigningKey{ring.newest()}.sign("a token"), "a token"));
    EXPECT_TRUE(read_public_keys(verifier, "employees").empty());
    std::ofstream{verifier / (keys[0].id + ".pub")} << "damaged";
    EXPECT_THROW(read_public_keys(verifier, "customers"), std::runtime_error);
}

TEST_F(Keys, OfProcessesThatBeginAtOnceAreOne) {
    std::vector<std::jthread> processes;
    std::mutex mutex;
    std::set<std::string> ids;
    for (int i = 0; i < 8; ++i)
        processes.emplace_back([&, i] {
            SeededRandom own{static_cast<std::uint64_t>(i)};
            const KeyRing ring{directory, "customers", now, own};
            const std::scoped_lock lock{mutex};
            ids.insert(ring.newest().id);
        });
    processes.clear();
    EXPECT_EQ(ids.size(), 1U);
}

TEST(SigningKey, MatchesRfc8032) {
    Key key{"test", {}};
    constexpr std::string_view seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    for (std::size_t i = 0; i < 32; ++i)
        key.secret[i] = static_cast<std::uint8_t>(std::stoi(std::string{seed.substr(2 * i, 2)}, nullptr, 16));
    EXPECT_EQ(SigningKey{key}.sign("")[0], 0xe5);
    EXPECT_EQ(SigningKey{key}.public_key().bytes[0], 0xd7);
}

} // namespace
} // namespace resuelve
