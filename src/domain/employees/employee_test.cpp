#include "domain/employees/employee.hpp"

#include <gtest/gtest.h>

namespace resuelve::employees {
namespace {

using namespace std::chrono_literals;

Employee an_employee() {
    return {.email = *Email::parse("marta@tienda.es"), .first_name = "Marta", .last_name = "Ruiz"};
}

TEST(Employee, IsCalledByBothNamesElseByTheAddress) {
    auto employee = an_employee();
    EXPECT_EQ(employee.display_name(), "Marta Ruiz");
    employee.last_name.clear();
    EXPECT_EQ(employee.display_name(), "Marta");
    employee.first_name.clear();
    EXPECT_EQ(employee.display_name(), "marta@tienda.es");
}

TEST(Employee, IsInvitedUntilThePasswordIsSet) {
    auto employee = an_employee();
    EXPECT_EQ(employee.state, State::invited);
    EXPECT_FALSE(employee.is_active());
    employee.set_password("$argon2id$1");
    EXPECT_TRUE(employee.is_active());
    EXPECT_EQ(employee.password_hash, "$argon2id$1");
}

TEST(Employee, StaysDisabledWhenThePasswordIsSet) {
    auto employee = an_employee();
    employee.state = State::disabled;
    employee.set_password("$argon2id$1");
    EXPECT_EQ(employee.state, State::disabled);
}

TEST(Employee, IsEnabledToWhatItWasBefore) {
    auto employee = an_employee();
    employee.state = State::disabled;
    employee.enable();
    EXPECT_EQ(employee.state, State::invited);
    employee.password_hash = "$argon2id$1";
    employee.enable();
    EXPECT_EQ(employee.state, State::active);
}

TEST(Employee, CountsAsAdminOnlyWhileActive) {
    auto employee = an_employee();
    employee.role = Position::admin;
    EXPECT_FALSE(employee.is_active_admin());
    employee.state = State::active;
    EXPECT_TRUE(employee.is_active_admin());
    employee.role = Position::supervisor;
    EXPECT_FALSE(employee.is_active_admin());
}

TEST(Employee, ActsInTheRoleOfTheSameName) {
    EXPECT_EQ(role_of(Position::agent), access::Role::agent);
    EXPECT_EQ(role_of(Position::supervisor), access::Role::supervisor);
    EXPECT_EQ(role_of(Position::admin), access::Role::admin);
}

TEST(Employee, IsAskedForACodeOnceTheSecondFactorIsConfirmed) {
    auto employee = an_employee();
    EXPECT_FALSE(employee.has_second_factor());
    employee.second_factor = SecondFactor{};
    EXPECT_FALSE(employee.has_second_factor());
    employee.second_factor->confirmed = true;
    EXPECT_TRUE(employee.has_second_factor());
}

TEST(Employee, HasAHigherVersionWithEachChange) {
    const auto changed = an_employee().changed_at(Instant{5ms});
    EXPECT_EQ(changed.version, 2);
    EXPECT_EQ(changed.updated_at, Instant{5ms});
}

TEST(RecoveryCode, IsGoodOnceHoweverItIsWritten) {
    SecondFactor factor{.sealed_seed = {},
                        .confirmed = true,
                        .last_used_step = 0,
                        .recovery_codes = {recovery_digest("abcde-fghij"), recovery_digest("klmno-pqrst")}};
    EXPECT_FALSE(factor.use_recovery_code("abcde-fghik"));
    EXPECT_TRUE(factor.use_recovery_code("ABCDE FGHIJ"));
    EXPECT_FALSE(factor.use_recovery_code("abcde-fghij"));
    EXPECT_EQ(factor.recovery_codes.size(), 1U);
}

} // namespace
} // namespace resuelve::employees
