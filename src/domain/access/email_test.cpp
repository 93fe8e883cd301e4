#include "domain/access/email.hpp"

#include <gtest/gtest.h>

namespace resuelve {
namespace {

TEST(Email, IsShownAsGivenAndComparedInLowerCase) {
    const auto email = Email::parse(" Jesus.Mesa@GMail.com ");
    ASSERT_TRUE(email);
    EXPECT_EQ(email->text(), "Jesus.Mesa@GMail.com");
    EXPECT_EQ(email->key(), "jesus.mesa@gmail.com");
    EXPECT_EQ(email, Email::parse("jesus.mesa@gmail.com"));
}

TEST(Email, TakesOtherAlphabetsInNfc) {
    const auto composed = Email::parse("PE\u00d1A@espa\u00f1a.es");
    const auto decomposed = Email::parse("PEN\u0303A@espan\u0303a.es");
    ASSERT_TRUE(composed);
    EXPECT_EQ(composed->key(), "pe\u00f1a@espa\u00f1a.es");
    EXPECT_EQ(composed->text(), decomposed->text());
}

TEST(Email, IsOrderedByItsKey) {
    EXPECT_LT(Email::parse("a@x.es"), Email::parse("B@x.es"));
}

TEST(Email, RefusesWhatIsNoAddress) {
    for (const auto* text : {"",
                             "a",
                             "@x.es",
                             "a@",
                             "a@x",
                             "a@@x.es",
                             "a@b@x.es",
                             "a b@x.es",
                             ".a@x.es",
                             "a.@x.es",
                             "a..b@x.es",
                             "a@x..es",
                             "a@-x.es",
                             "a@x-.es",
                             "a@x.es.",
                             "\"a\"@x.es",
                             "a@[127.0.0.1]",
                             "a\n@x.es",
                             "a@x.es\r\nBcc: b@x.es",
                             "a\u202e@x.es",
                             "a\u200b@x.es",
                             "a\u00a0b@x.es",
                             "a<b>@x.es",
                             "a@x_y.es",
                             "\xff@x.es"})
        EXPECT_FALSE(Email::parse(text)) << text;
}

TEST(Email, RefusesPartsThatAreTooLong) {
    EXPECT_TRUE(Email::parse(std::string(64, 'a') + "@x.es"));
    EXPECT_FALSE(Email::parse(std::string(65, 'a') + "@x.es"));
    EXPECT_TRUE(Email::parse("a@" + std::string(63, 'a') + ".es"));
    EXPECT_FALSE(Email::parse("a@" + std::string(64, 'a') + ".es"));
    std::string many = "a@";
    while (many.size() < 252)
        many += "abcdefg.";
    EXPECT_FALSE(Email::parse(many + "es"));
}

} // namespace
} // namespace resuelve
