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
    EXPECT_EQ(address.nodes.front().port, 5671);
    EXPECT_EQ(address.user, "intake");
    EXPECT_EQ(address.password, "a/b");
    EXPECT_EQ(address.vhost, "shop");
}

TEST(Address, MayHaveAnyLetterInPasswordAndVirtualHost) {
    const auto address = Address::parse("amqp://se%C3%B1ora:contrase%C3%B1a%40%3A%25@broker/tienda%2F%C3%A1");
    EXPECT_EQ(address.user, "señora");
    EXPECT_EQ(address.password, "contraseña@:%");
    EXPECT_EQ(address.vhost, "tienda/á");
}

TEST(Address, MayBeOneOfIpVersionSix) {
    EXPECT_EQ(Address::parse("amqp://[::1]:5673").nodes.front().host, "::1");
}

TEST(Address, HasThePortOfItsProtocolByDefault) {
    EXPECT_EQ(Address::parse("amqps://broker").nodes.front().port, 5671);
    EXPECT_EQ(Address::parse("amqp://broker").nodes.front().port, 5672);
}

TEST(Address, MayNameSeveralNodes) {
    const auto address = Address::parse("amqp://intake:a,b%40@one,two:5673,[::1]/shop");
    EXPECT_EQ(address.to_string(), "amqp://intake@one:5672,two:5673,::1:5672/shop");
    EXPECT_EQ(address.to_string(address.nodes[1]), "amqp://intake@two:5673/shop");
    EXPECT_EQ(address.password, "a,b@");
}

TEST(Address, TrustsWhomTheSystemDoesOrWhomItNames) {
    EXPECT_EQ(Address::parse("amqps://broker").authorities, "/etc/ssl/certs/ca-certificates.crt");
    EXPECT_EQ(Address::parse("amqps://broker/shop?cacertfile=/etc/resuelve/our%20own.pem").authorities,
              "/etc/resuelve/our own.pem");
}

TEST(Address, IsShownWithoutItsPassword) {
    EXPECT_EQ(Address::parse("amqp://intake:secret@broker/shop").to_string(), "amqp://intake@broker:5672/shop");
}

TEST(Address, ThatIsNoneIsRefused) {
    for (const auto* uri :
         {"", "localhost", "http://localhost", "amqp:/localhost", "amqp://host:port/", "amqp://", "amqp://host:0",
          "amqp://host:70000", "amqp://host/shop/more", "amqp://host?x=1", "amqp://a:contraseña@host",
          "amqp://a:%zz@host", "amqp://one,", "amqp://,two", "amqp://one,two:0", "amqp://host?cacertfile=/a",
          "amqps://host?verify=verify_none", "amqps://host?cacertfile="})
        EXPECT_THROW(Address::parse(uri), BrokerRefused) << uri;
}

} // namespace
} // namespace resuelve::rabbitmq
