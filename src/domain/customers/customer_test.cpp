#include "domain/customers/customer.hpp"

#include <gtest/gtest.h>

namespace resuelve::customers {
namespace {

using namespace std::chrono;

const Instant noon = sys_days{2026y / November / 24} + 12h;
const CustomerId id{*Uuid::parse("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a")};

Customer a_customer() {
    return Customer{id, *Email::parse("Ejemplo@Gmail.com"), noon};
}

TEST(Customer, IsNewWithoutPasswordAndUnverified) {
    const auto customer = a_customer();
    EXPECT_EQ(customer.id(), id);
    EXPECT_EQ(customer.email().text(), "Ejemplo@Gmail.com");
    EXPECT_FALSE(customer.email_verified());
    EXPECT_FALSE(customer.password_hash());
    EXPECT_FALSE(customer.weak_password());
    EXPECT_TRUE(customer.is_active());
    EXPECT_EQ(customer.state(), State::active);
    EXPECT_EQ(customer.language(), "es");
    EXPECT_EQ(customer.version(), 1);
    EXPECT_EQ(customer.created_at(), noon);
    EXPECT_EQ(customer.updated_at(), noon);
    EXPECT_FALSE(customer.blocked_until());
}

TEST(Customer, ChangesFirstName) {
    auto customer = a_customer();
    ASSERT_TRUE(customer.change_first_name("  Jesu\u0301s "));
    EXPECT_EQ(customer.first_name(), "Jes\u00fas");
}

TEST(Customer, NeedsAFirstName) {
    auto customer = a_customer();
    const auto refused = customer.change_first_name("  ");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "first_name");
    EXPECT_EQ(refused.error().code, "required");
}

TEST(Customer, CountsCharactersNotBytes) {
    auto customer = a_customer();
    std::string name;
    for (int i = 0; i < 200; ++i)
        name += "\u00f1";
    EXPECT_TRUE(customer.change_first_name(name));
    EXPECT_EQ(customer.change_first_name(name + "a").error().code, "too_long");
    EXPECT_EQ(customer.first_name(), name);
}

TEST(Customer, RefusesControlCharactersAndShowsInvisibleOnes) {
    auto customer = a_customer();
    EXPECT_EQ(customer.change_last_name("Mesa\r\nGonz\u00e1lez").error().code, "control_character");
    EXPECT_EQ(customer.change_last_name("\xff").error().code, "malformed");
    ASSERT_TRUE(customer.change_last_name("Mesa\u202eGonzalez"));
    EXPECT_EQ(customer.last_name(), "Mesa[U+202E]Gonzalez");
}

TEST(Customer, ChangesLastNameWhichMayBeEmpty) {
    auto customer = a_customer();
    ASSERT_TRUE(customer.change_last_name("Mesa Gonzalez"));
    EXPECT_EQ(customer.last_name(), "Mesa Gonzalez");
    ASSERT_TRUE(customer.change_last_name(""));
    EXPECT_EQ(customer.last_name(), "");
}

TEST(Customer, IsCalledByBothNamesElseByTheAddress) {
    auto customer = a_customer();
    EXPECT_EQ(customer.display_name(), "Ejemplo@Gmail.com");
    ASSERT_TRUE(customer.change_first_name("Jesus"));
    EXPECT_EQ(customer.display_name(), "Jesus");
    ASSERT_TRUE(customer.change_last_name("Mesa Gonzalez"));
    EXPECT_EQ(customer.display_name(), "Jesus Mesa Gonzalez");
}

TEST(Customer, ChangesBirthDate) {
    auto customer = a_customer();
    ASSERT_TRUE(customer.change_birth_date(1996y / June / 29, noon));
    EXPECT_EQ(customer.birth_date(), 1996y / June / 29);
    ASSERT_TRUE(customer.change_birth_date(std::nullopt, noon));
    EXPECT_FALSE(customer.birth_date());
}

TEST(Customer, WasNotBornTomorrow) {
    auto customer = a_customer();
    EXPECT_EQ(customer.change_birth_date(2026y / November / 25, noon).error().field, "birth_date");
}

TEST(Customer, ChangesAddress) {
    auto customer = a_customer();
    ASSERT_TRUE(customer.change_address("Calle Paseo Moreras 39\nGranada"));
    EXPECT_EQ(customer.address(), "Calle Paseo Moreras 39\nGranada");
    ASSERT_TRUE(customer.change_address(""));
    EXPECT_FALSE(customer.address());
    ASSERT_TRUE(customer.change_address("Calle 1"));
    ASSERT_TRUE(customer.change_address(std::nullopt));
    EXPECT_FALSE(customer.address());
    EXPECT_EQ(customer.change_address(std::string(301, 'a')).error().code, "too_long");
}

TEST(Customer, ChangesLanguageToOneOfTheShops) {
    auto customer = a_customer();
    ASSERT_TRUE(customer.change_language("gl"));
    EXPECT_EQ(customer.language(), "gl");
    EXPECT_EQ(customer.change_language("fr").error().code, "unknown");
    EXPECT_EQ(customer.language(), "gl");
}

TEST(Customer, ChangesPasswordAndWhetherItIsWeak) {
    auto customer = a_customer();
    customer.change_password_hash("$argon2id$1", true);
    EXPECT_EQ(customer.password_hash(), "$argon2id$1");
    EXPECT_TRUE(customer.weak_password());
    customer.change_password_hash("$argon2id$2", false);
    EXPECT_FALSE(customer.weak_password());
}

TEST(Customer, HasToVerifyAnotherAddressAgain) {
    auto customer = a_customer();
    customer.verify_email();
    EXPECT_TRUE(customer.email_verified());
    customer.change_email(*Email::parse("ejemplo@gmail.com"));
    EXPECT_TRUE(customer.email_verified());
    customer.change_email(*Email::parse("otro@gmail.com"));
    EXPECT_FALSE(customer.email_verified());
}

TEST(Customer, CannotSignInOnceBlockedButIsStillKnown) {
    auto customer = a_customer();
    customer.change_password_hash("$argon2id$1", false);
    customer.block(noon, days{3});
    EXPECT_EQ(customer.state(), State::blocked);
    EXPECT_FALSE(customer.is_active());
    EXPECT_FALSE(customer.password_hash());
    EXPECT_EQ(customer.blocked_until(), noon + days{3});
    EXPECT_EQ(customer.email().text(), "Ejemplo@Gmail.com");
}

TEST(Customer, KeepsNothingPersonalOnceErased) {
    auto customer = a_customer();
    ASSERT_TRUE(customer.change_first_name("Jesus"));
    ASSERT_TRUE(customer.change_address("Calle 1"));
    ASSERT_TRUE(customer.change_birth_date(1996y / June / 29, noon));
    customer.erase(noon + 1h);
    EXPECT_EQ(customer, Customer(Customer::Fields{
                            .id = id, .state = State::erased, .created_at = noon, .updated_at = noon + 1h}));
}

TEST(Customer, HasAHigherVersionWithEachChange) {
    const auto changed = a_customer().changed_at(noon + 1min);
    EXPECT_EQ(changed.version(), 2);
    EXPECT_EQ(changed.updated_at(), noon + 1min);
    EXPECT_EQ(changed.created_at(), noon);
}

} // namespace
} // namespace resuelve::customers
