#include "platform/async/run.hpp"
#include "platform/crypto/password_hasher.hpp"

#include <gtest/gtest.h>

namespace resuelve {
namespace {

using enum PasswordClass;

class Hashing : public testing::Test {
protected:
    std::string hash(std::string password, PasswordClass kind = customer) {
        return run(hasher.hash(std::move(password), kind));
    }
    PasswordCheck verify(std::string stored, std::string password, PasswordClass kind = customer) {
        return run(hasher.verify(std::move(stored), std::move(password), kind));
    }
    PasswordHasher hasher{PasswordCosts::for_tests()};
};

TEST_F(Hashing, KnowsTheRightPasswordFromOthers) {
    const auto stored = hash("correct horse battery");
    EXPECT_TRUE(stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << stored;
    EXPECT_TRUE(verify(stored, "correct horse battery").right);
    EXPECT_FALSE(verify(stored, "correct horse batterz").right);
    EXPECT_FALSE(verify(stored, "").right);
}

TEST_F(Hashing, SaltsEachHash) {
    EXPECT_NE(hash("the same"), hash("the same"));
}

TEST_F(Hashing, TakesUnicodeInOneSpellingAndCutsNothing) {
    EXPECT_TRUE(verify(hash("contrasen\u0303a"), "contraseña").right);
    const std::string shared(200, 'x');
    EXPECT_FALSE(verify(hash(shared + "a"), shared + "b").right);
    EXPECT_FALSE(verify(hash(std::string{"a\0b", 3}), std::string{"a\0c", 3}).right);
    EXPECT_TRUE(verify(hash("\xff\xfe"), "\xff\xfe").right);
}

TEST_F(Hashing, NeverAcceptsForAnAccountWithoutPassword) {
    EXPECT_FALSE(verify("", "").right);
    EXPECT_FALSE(verify("", "1234").right);
    EXPECT_FALSE(verify("not a hash", "not a hash").right);
}

TEST_F(Hashing, AsksForANewHashWhenCostsHaveChanged) {
    const auto stored = hash("1234");
    EXPECT_FALSE(verify(stored, "1234").needs_rehash);
    PasswordHasher dearer{PasswordCosts{{16, 1}, {8, 2}}};
    EXPECT_TRUE(run(dearer.verify(stored, "1234", customer)).needs_rehash);
    EXPECT_TRUE(run(dearer.verify(stored, "1234", employee)).needs_rehash);
    EXPECT_FALSE(run(dearer.verify(stored, "wrong", customer)).needs_rehash);
}

TEST_F(Hashing, CostsForAnUnknownAccountWhatItsClassCosts) {
    PasswordHasher real{PasswordCosts{{16 * 1024, 3}, {8, 1}}};
    const auto stored = run(real.hash("1234", customer));
    const auto time_of = [&](const std::string& account) {
        const auto start = std::chrono::steady_clock::now();
        run(real.verify(account, "wrong", customer));
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    // Within a factor of five, so that a busy machine does not matter: without the dummy it is a thousand.
    EXPECT_GT(time_of("") * 5, time_of(stored));
}

TEST_F(Hashing, RefusesWhatItHasNoRoomFor) {
    PasswordHasher none{PasswordCosts::for_tests(), {.threads = 1, .waiting = 0, .longest_wait = {}}};
    EXPECT_THROW(run(none.hash("1234", customer)), QueueFull);
    EXPECT_THROW(run(none.verify("", "1234", customer)), QueueFull);
}

TEST_F(Hashing, RefusesWhatHasWaitedTooLong) {
    PasswordHasher late{PasswordCosts::for_tests(),
                        {.threads = 1, .waiting = 64, .longest_wait = std::chrono::milliseconds{-1}}};
    EXPECT_THROW(run(late.hash("1234", customer)), QueueFull);
}

} // namespace
} // namespace resuelve
