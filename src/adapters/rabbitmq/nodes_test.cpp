// To which of a broker's nodes we connect, and how it proves who it is.
#include "adapters/rabbitmq/connection.hpp"
#include "tests/support/own_broker.hpp"

#include <gtest/gtest.h>

namespace resuelve::rabbitmq {
namespace {

struct BrokerNodes : testing::Test {
    static void SetUpTestSuite() { broker_ = std::make_unique<testing_support::OwnBroker>(); }
    static void TearDownTestSuite() { broker_.reset(); }

    /// What it is refused with; empty if it connects.
    static std::string refusal(const std::string& uri) {
        try {
            connected(uri);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return {};
    }
    static void connected(const std::string& uri) {
        Connection connection{Address::parse(uri), "test"};
        connection.open_channel(1);
        connection.close();
    }
    static std::string at(const std::string& hosts, const std::string& more = "") {
        return "amqps://guest:guest@" + hosts + "/" + more;
    }
    static std::string its_authority() { return "?cacertfile=" + broker_->authority(); }
    static std::string node(const std::string& host) { return host + ":" + std::to_string(broker_->tls_port()); }

    static std::unique_ptr<testing_support::OwnBroker> broker_;
};

std::unique_ptr<testing_support::OwnBroker> BrokerNodes::broker_;

#define EXPECT_TELLS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

} // namespace

TEST_F(BrokerNodes, AreTriedUntilOneCanBeReached) {
    const auto port = std::to_string(broker_->port());
    EXPECT_EQ(refusal("amqp://guest:guest@127.0.0.1:1,127.0.0.1:" + port), "");
    EXPECT_EQ(refusal(at("localhost:1," + node("localhost"), its_authority())), "");
}

TEST_F(BrokerNodes, AreAllNamedWhenNoneCanBeReached) {
    const auto said = refusal("amqp://guest:guest@127.0.0.1:1,127.0.0.1:2/shop");
    EXPECT_TELLS(said, "amqp://guest@127.0.0.1:1/shop");
    EXPECT_TELLS(said, "amqp://guest@127.0.0.1:2/shop");
}

TEST_F(BrokerNodes, AreBelievedWithACertificateOfWhomWeTrust) {
    EXPECT_EQ(refusal(at(node("localhost"), its_authority())), "");
}

TEST_F(BrokerNodes, AreRefusedWithACertificateOfAnybodyElse) {
    EXPECT_THROW(connected(at(node("localhost"))), BrokerRefused);
    EXPECT_TELLS(refusal(at(node("localhost"))), "nobody in /etc/ssl/certs/ca-certificates.crt vouches");
}

TEST_F(BrokerNodes, AreRefusedWithTheCertificateOfAnotherName) {
    EXPECT_THROW(connected(at(node("127.0.0.1"), its_authority())), BrokerRefused);
    EXPECT_TELLS(refusal(at(node("127.0.0.1"), its_authority())), "is not for the name 127.0.0.1");
}

TEST_F(BrokerNodes, AreNotAskedWithoutCertificatesToTrust) {
    EXPECT_THROW(connected(at(node("localhost"), "?cacertfile=/nowhere")), BrokerRefused);
    EXPECT_TELLS(refusal(at(node("localhost"), "?cacertfile=/nowhere")), "/nowhere has no certificates");
}

} // namespace resuelve::rabbitmq
