#include "domain/customers/search_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::customers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SearchWords, AreThoseOfNamesAndAddressWithoutCaseAndAccents) {
    Customer customer{{}, *Email::parse("J.Mesa@gmail.com"), {}};
    ASSERT_TRUE(customer.change_first_name("Jes\u00fas"));
    ASSERT_TRUE(customer.change_last_name("Mu\u00f1oz-Mesa"));
    EXPECT_THAT(search_words(customer),
                ElementsAre("com", "gmail", "j", "j.mesa@gmail.com", "jesus", "mesa", "mu\u00f1oz"));
}

TEST(SearchWords, OfASearchAreSplitAtSpacesOnly) {
    EXPECT_THAT(search_terms("  Jes\u00daS j.mesa@gmail.com "), ElementsAre("jesus", "j.mesa@gmail.com"));
    EXPECT_THAT(search_terms(" "), IsEmpty());
    EXPECT_EQ(search_terms("a b c d e f g h i j").size(), 8U);
}

} // namespace
} // namespace resuelve::customers
