#include "domain/customers/link.hpp"
#include "platform/crypto/secret.hpp"

#include <gtest/gtest.h>

namespace resuelve::customers {
namespace {

using namespace std::chrono_literals;

TEST(CustomerLink, IsStoredAsADigestOfItsToken) {
    SeededRandom random{1};
    const Instant now{1000ms};
    const CustomerId customer = CustomerId::make(now, random);
    const auto issued = issue_link(customer, Purpose::reset_password, now, random);
    EXPECT_TRUE(looks_like_secret(issued.token));
    EXPECT_EQ(issued.link.digest, link_digest(issued.token));
    EXPECT_EQ(issued.link.customer, customer);
    EXPECT_EQ(issued.link.purpose, Purpose::reset_password);
    EXPECT_EQ(issued.link.expires_at, now + 1h);
}

TEST(CustomerLink, HasATokenOfItsOwn) {
    SeededRandom random{1};
    const auto first = issue_link({}, Purpose::verify_email, Instant{}, random);
    const auto second = issue_link({}, Purpose::verify_email, Instant{}, random);
    EXPECT_NE(first.token, second.token);
    EXPECT_EQ(first.link.expires_at, Instant{} + 48h);
}

TEST(CustomerLink, CarriesTheAddressThatItIsToBeChangedTo) {
    SeededRandom random{1};
    const auto email = *Email::parse("Ana.Nueva@tienda.es");
    const auto issued = issue_email_change({}, email, Instant{}, random);
    EXPECT_EQ(email_in(issued.token), email);
    EXPECT_EQ(issued.link.digest, link_digest(issued.token));
    EXPECT_EQ(issued.link.purpose, Purpose::change_email);
}

TEST(CustomerLink, ToSignInSaysItsAddressAndIsOverAfterAQuarterOfAnHour) {
    SeededRandom random{1};
    const auto email = *Email::parse("ana@tienda.es");
    const auto issued = issue_sign_in({}, email, Instant{}, random);
    EXPECT_EQ(email_in(issued.token), email);
    EXPECT_EQ(issued.link.purpose, Purpose::sign_in);
    EXPECT_EQ(issued.link.expires_at, Instant{} + 15min);
}

TEST(CustomerLink, HasNoAddressInATokenOfAnotherShape) {
    SeededRandom random{1};
    const auto secret = make_secret(random);
    for (const auto& token :
         {secret, secret + "!", secret + "YQ", secret.substr(1) + "!YW5hQHRpZW5kYS5lcw", std::string{}})
        EXPECT_EQ(email_in(token), std::nullopt) << token;
}

} // namespace
} // namespace resuelve::customers
