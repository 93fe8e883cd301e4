#include "domain/access/passkey.hpp"
#include "platform/http/problem.hpp"

#include <gtest/gtest.h>

namespace resuelve::access {
namespace {

Passkey a_passkey(std::uint8_t credential) {
    return {.id = {{{credential}}},
            .name = "Tel\u00e9fono \"azul\"",
            .credential = {.id = {{credential, 2, 3}},
                           .algorithm = webauthn::Algorithm::es256,
                           .public_key = {{4, 5}},
                           .sign_count = 4'000'000'000},
            .added_at = Instant{std::chrono::milliseconds{1'764'000'000'123}}};
}

TEST(PasskeyTest, IsReadAsItWasWritten) {
    auto used = a_passkey(1);
    used.last_used_at = used.added_at + std::chrono::milliseconds{1};
    const Passkeys passkeys{used, a_passkey(2)};
    EXPECT_EQ(read_passkeys(written(passkeys)), passkeys);
    EXPECT_EQ(written({}), std::nullopt);
    EXPECT_EQ(read_passkeys(std::nullopt), Passkeys{});
    EXPECT_THROW(read_passkeys("[{}]"), Problem);
    EXPECT_THROW(read_passkeys(""), Problem);
}

TEST(PasskeyTest, IsFoundByItsCredential) {
    Passkeys passkeys{a_passkey(1), a_passkey(2)};
    EXPECT_EQ(find_credential(passkeys, {{2, 2, 3}}), &passkeys[1]);
    EXPECT_EQ(find_credential(passkeys, {{9}}), nullptr);
}

TEST(PasskeyTest, ChangesWhenItIsAddedOrRemovedAndNotByItsUse) {
    auto old_phone = a_passkey(1);
    old_phone.name = "Old phone";
    auto used = a_passkey(2);
    used.last_used_at = used.added_at;
    EXPECT_EQ(passkey_changes({old_phone, a_passkey(2)}, {used, a_passkey(3)}),
              (std::vector<PasskeyChange>{{false, "Old phone"}, {true, a_passkey(3).name}}));
    EXPECT_TRUE(passkey_changes({a_passkey(2)}, {used}).empty());
}

} // namespace
} // namespace resuelve::access
