#include "domain/incidents/order_number.hpp"

#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

TEST(OrderNumber, IsTheSameHoweverItIsTyped) {
    for (const auto* typed : {"P-10234", "p10234", " P 10 234 ", "P.10234", "p_10–234", "#P-10234"})
        EXPECT_TRUE(is_same_order("P-10234", typed)) << typed;
}

TEST(OrderNumber, IsAnotherWithOtherLettersOrDigits) {
    for (const auto* typed : {"P-10235", "10234", "P-1023", "P-102340", "PO-10234"})
        EXPECT_FALSE(is_same_order("P-10234", typed)) << typed;
}

TEST(OrderNumber, IsNoneWithoutLettersAndDigits) {
    EXPECT_FALSE(is_same_order("", ""));
    EXPECT_FALSE(is_same_order("-", " – "));
}

} // namespace
} // namespace resuelve::incidents
