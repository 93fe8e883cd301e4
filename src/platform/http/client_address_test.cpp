#include "platform/http/client_address.hpp"

#include <gtest/gtest.h>

namespace resuelve::http {
namespace {

using boost::asio::ip::make_address;

std::string client(std::string_view peer, std::string_view forwarded_for, const std::vector<std::string>& proxies) {
    Headers headers;
    headers.add("X-Forwarded-For", std::string{forwarded_for});
    return client_of(make_address(std::string{peer}), headers, TrustedProxies{proxies}).address.to_string();
}

TEST(ClientAddress, IsThePeerUnlessItIsAProxyOfOurs) {
    EXPECT_EQ(client("9.9.9.9", "1.1.1.1", {"10.0.0.0/8"}), "9.9.9.9");
    EXPECT_EQ(client("10.1.2.3", "1.1.1.1", {"10.0.0.0/8"}), "1.1.1.1");
    EXPECT_EQ(client("10.1.2.3", "1.1.1.1", {}), "10.1.2.3");
}

TEST(ClientAddress, IsTheRightMostThatIsNoProxy) {
    EXPECT_EQ(client("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", {"10.0.0.0/8"}), "1.1.1.1");
    EXPECT_EQ(client("10.0.0.1", "10.0.0.3,10.0.0.2", {"10.0.0.0/8"}), "10.0.0.3");
}

TEST(ClientAddress, IsNeverGuessedFromNonsense) {
    EXPECT_EQ(client("10.0.0.1", "1.1.1.1, unknown", {"10.0.0.0/8"}), "10.0.0.1");
    EXPECT_EQ(client("10.0.0.1", "1.1.1.1, nonsense, 10.0.0.2", {"10.0.0.0/8"}), "10.0.0.2");
    EXPECT_EQ(client("10.0.0.1", "", {"10.0.0.0/8"}), "10.0.0.1");
}

TEST(ClientAddress, ReadsSeveralLinesAsOneList) {
    Headers headers;
    headers.add("X-Forwarded-For", "6.6.6.6");
    headers.add("X-Forwarded-For", "1.1.1.1");
    headers.add("X-Forwarded-Proto", "http, https");
    const auto found = client_of(make_address("::1"), headers, TrustedProxies{{"::1"}});
    EXPECT_EQ(found.address.to_string(), "1.1.1.1");
    EXPECT_TRUE(found.secure);
    EXPECT_TRUE(found.forwarded);
}

TEST(TrustedProxies, AreAddressesOrNetworksOfEitherFamily) {
    const TrustedProxies proxies{{"192.0.2.0/25", "2001:db8::/33", "::1"}};
    EXPECT_TRUE(proxies.contains(make_address("192.0.2.127")));
    EXPECT_FALSE(proxies.contains(make_address("192.0.2.128")));
    EXPECT_TRUE(proxies.contains(make_address("2001:db8:7fff::1")));
    EXPECT_FALSE(proxies.contains(make_address("2001:db8:8000::1")));
    EXPECT_TRUE(proxies.contains(make_address("::1")));
    EXPECT_TRUE(proxies.contains(make_address("::ffff:192.0.2.1")));
    for (const auto* wrong : {"", "a", "1.2.3.4/33", "1.2.3.4/", "::/129", "1.2.3/8", "1.2.3.4/-1"})
        EXPECT_THROW((TrustedProxies{{wrong}}), std::invalid_argument) << wrong;
}

} // namespace
} // namespace resuelve::http
