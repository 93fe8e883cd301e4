#include "app/options.hpp"

#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

TEST(ListenAddress, IsReadInBothFamilies) {
    EXPECT_EQ(ListenAddress::parse("127.0.0.1:8080").port, 8080);
    EXPECT_EQ(ListenAddress::parse("[::1]:0").address, "::1");
}

TEST(ListenAddress, KnowsLoopback) {
    EXPECT_TRUE(ListenAddress::parse("127.0.0.2:1").is_loopback());
    EXPECT_FALSE(ListenAddress::parse("0.0.0.0:1").is_loopback());
}

TEST(ListenAddress, RefusesOtherForms) {
    for (const auto* text :
         {"", "8080", "localhost:8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:1x", "::1"})
        EXPECT_THROW(ListenAddress::parse(text), std::runtime_error) << text;
}

} // namespace
} // namespace resuelve::app
