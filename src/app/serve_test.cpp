#include "app/serve.hpp"
#include "platform/config/start_failure.hpp"

#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

ServeOptions options_with(std::string public_url, std::string listen = "127.0.0.1:8080") {
    ServeOptions options;
    options.public_url = std::move(public_url);
    options.listen = std::move(listen);
    return options;
}

TEST(PublicAddress, IsWhatTheOptionSaysAsBrowsersWriteIt) {
    EXPECT_EQ(public_address_of(options_with("https://Tienda.es:443/")).url, "https://tienda.es");
}

TEST(PublicAddress, IsWhereItListensOtherwise) {
    EXPECT_EQ(public_address_of(options_with("")).url, "http://127.0.0.1:8080");
    EXPECT_EQ(public_address_of(options_with("", "[::1]:80")).url, "http://[::1]");
    EXPECT_THROW(public_address_of(options_with("", "127.0.0.1:0")), StartFailure);
}

TEST(PublicAddress, ThatCannotBeReadIsNotRepeated) {
    try {
        public_address_of(options_with("https://user:secret@tienda.es"));
        FAIL();
    } catch (const StartFailure& failure) {
        EXPECT_EQ(std::string_view{failure.what()}.find("secret"), std::string_view::npos);
    }
}

} // namespace
} // namespace resuelve::app
