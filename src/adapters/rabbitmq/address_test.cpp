#include "adapters/rabbitmq/address.hpp"

#include <gtest/gtest.h>

namespace resuelve::rabbitmq {
namespace {

TEST(Address, HasTheUsualPartsByDefault) {
    const auto address = Address::parse("amqp://localhost");
    EXPECT_EQ(address.to_string(), "amqp://guest@localhost:5672/");
    EXPECT_EQ(address.vhost, "/");
    EXPECT_EQ(address.password, "guest");
}

TEST(Address, IsReadWithAllItsParts) {
    const auto address = Address::parse("amqps://intake:a%2Fb@broker.example:5671/shop");
    EXPECT_TRUE(address.tls);
    EXPECT_EQ(address.port, 5671);
    EXPECT_EQ(address.user, "intake");
    EXPECT_EQ(address.password, "a/b");
    EXPECT_EQ(address.vhost, "shop");
}

TEST(Address, IsShownWithoutItsPassword) {
    EXPECT_EQ(Address::parse("amqp://intake:secret@broker/shop").to_string(), "amqp://intake@broker:5672/shop");
}

TEST(Address, ThatIsNoneIsRefused) {
    for (const auto* uri : {"", "localhost", "http://localhost", "amqp:/localhost", "amqp://host:port/"})
        EXPECT_THROW(Address::parse(uri), BrokerRefused) << uri;
}

} // namespace
} // namespace resuelve::rabbitmq
