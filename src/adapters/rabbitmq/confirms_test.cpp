#include "adapters/rabbitmq/confirms.hpp"

#include <gtest/gtest.h>

namespace resuelve::rabbitmq {
namespace {

Confirms sent(int messages) {
    Confirms confirms;
    for (int n = 0; n < messages; ++n)
        confirms.sent(10);
    return confirms;
}

TEST(Confirms, AreSettledOneByOneInAnyOrder) {
    auto confirms = sent(2);
    confirms.settle({.tag = 2});
    EXPECT_FALSE(confirms.all_settled());
    EXPECT_EQ(confirms.waiting_bytes(), 10u);
    confirms.settle({.tag = 1});
    EXPECT_TRUE(confirms.all_settled());
}

TEST(Confirms, AreSettledManyAtOnce) {
    auto confirms = sent(3);
    confirms.settle({.tag = 2, .multiple = true});
    EXPECT_EQ(confirms.waiting_bytes(), 10u);
    EXPECT_FALSE(confirms.any_refused());
}

TEST(Confirms, TellThatOneWasNotTaken) {
    auto confirms = sent(2);
    confirms.settle({.tag = 1, .taken = false});
    confirms.settle({.tag = 2});
    EXPECT_TRUE(confirms.any_refused());
}

TEST(Confirms, OfAbandonedMessagesSettleNothingElse) {
    auto confirms = sent(2);
    confirms.abandon();
    confirms.sent(10);
    confirms.settle({.tag = 2, .multiple = true, .taken = false});
    EXPECT_FALSE(confirms.all_settled());
    EXPECT_FALSE(confirms.any_refused());
    confirms.settle({.tag = 3});
    EXPECT_TRUE(confirms.all_settled());
}

} // namespace
} // namespace resuelve::rabbitmq
