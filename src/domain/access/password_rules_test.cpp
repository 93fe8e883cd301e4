#include "domain/access/common_passwords.hpp"
#include "domain/access/password_rules.hpp"

#include <gtest/gtest.h>

namespace resuelve::access {
namespace {

using enum PasswordFault;

const std::vector<std::string> names{"Ana María", "Núñez", "ana.nunez82@correo.example", "La Tienda", "Resuelve"};

std::optional<PasswordFault> fault(std::string_view password, PasswordClass kind = PasswordClass::customer,
                                   bool second_factor = false) {
    return password_fault(password, {kind, second_factor, names});
}

TEST(PasswordRules, AskForTwelveCharactersOfCustomers) {
    EXPECT_EQ(fault("trenes y ca"), too_short);
    EXPECT_EQ(fault("trenes y caf"), std::nullopt);
    EXPECT_EQ(fault("ñandúes ríos"), std::nullopt);
    EXPECT_EQ(fault("ñandúes río"), too_short) << "code points, not bytes";
    EXPECT_EQ(fault("n\u0303andu\u0301es ri\u0301o"), too_short) << "after composing";
    EXPECT_EQ(fault(""), too_short);
}

TEST(PasswordRules, AskForFifteenOfEmployeesOrEightWithASecondFactor) {
    EXPECT_EQ(fault("trenes y cafés", PasswordClass::employee), too_short);
    EXPECT_EQ(fault("trenes y cafés!", PasswordClass::employee), std::nullopt);
    EXPECT_EQ(fault("trenes8", PasswordClass::employee, true), too_short);
    EXPECT_EQ(fault("trenes8y", PasswordClass::employee, true), std::nullopt);
}

TEST(PasswordRules, TakeAtMost128CharactersOfAnyKind) {
    std::string longest;
    for (int i = 0; i < 32; ++i)
        longest += "ñ" + std::to_string(i % 10) + "😀 ";
    EXPECT_EQ(fault(longest), std::nullopt);
    EXPECT_EQ(fault(longest + "x"), too_long);
}

TEST(PasswordRules, RefuseWhatIsGuessedFirst) {
    for (const auto* password :
         {"password1234",     "Password2026!",        "contraseña123", "CONTRASEÑA!!!",   "p4ssw0rd!!!!",
          "passwordpassword", "123456789012",         "000000000000",  "abcabcabcabc",    "qwertyuiop123",
          "qwerty123456",     "1q2w3e4r5t6y",         "aaaaaaaaaaaa",  "abcdefghijkl",    "lkjihgfedcba",
          "barcelona2025",    "1234567890realmadrid", "asdfghjkl123",  "teamoteamoteamo", "!!!administrador",
          "            "})
        EXPECT_EQ(fault(password), too_common) << password;
}

TEST(PasswordRules, RefuseWhatIsMadeOfKnownNames) {
    for (const auto* password :
         {"AnaNúñez1982", "ana.nunez82!!", "resuelve2026!", "la-tienda-ana", "nunez-nunez-1", "82nunezana!!!"})
        EXPECT_EQ(fault(password), made_of_names) << password;
    EXPECT_EQ(fault("ana come higos verdes"), std::nullopt);
}

TEST(PasswordRules, TakePassphrases) {
    for (const auto* password :
         {"correct horse battery", "un melón muy azul", "gK7#pQ2!xR9z", "日本語のパスワードです長い"})
        EXPECT_EQ(fault(password), std::nullopt) << password;
}

TEST(PasswordRules, KnowSeveralHundredCommonWords) {
    EXPECT_GE(common_password_words.size(), 200U);
}

} // namespace
} // namespace resuelve::access
