#include "domain/events/type_pattern.hpp"

#include <gtest/gtest.h>

namespace resuelve::events {
namespace {

TEST(TypePattern, NamesOneTypeAFamilyOrAll) {
    EXPECT_TRUE(matches("incident.closed", "incident.closed"));
    EXPECT_FALSE(matches("incident.closed", "incident.closed_unanswered"));
    EXPECT_TRUE(matches("incident.*", "incident.closed"));
    EXPECT_FALSE(matches("incident.*", "incidental"));
    EXPECT_FALSE(matches("incident.*", "customer.registered"));
    EXPECT_TRUE(matches("*", "anything"));
    EXPECT_FALSE(matches("", "anything"));
}

} // namespace
} // namespace resuelve::events
