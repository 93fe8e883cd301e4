#include "platform/http/web_address.hpp"

#include <gtest/gtest.h>

namespace resuelve::http {
namespace {

std::string origin_of(std::string_view text) {
    const auto address = WebAddress::parse(text);
    return address ? address->origin : "none";
}

TEST(WebAddress, IsWrittenAsBrowsersWriteIt) {
    const WebAddress tienda{.url = "https://tienda.es", .origin = "https://tienda.es", .host = "tienda.es"};
    for (const auto* text :
         {"https://tienda.es", "https://tienda.es/", "https://tienda.es:443", "https://tienda.es:443/",
          "HTTPS://Tienda.ES", "https://tienda.es:", "https://tienda.es:0443", "https://%74ienda.es"})
        EXPECT_EQ(WebAddress::parse(text), tienda) << text;
}

TEST(WebAddress, KeepsAPortThatIsNotTheSchemes) {
    EXPECT_EQ(origin_of("http://Localhost:8080/"), "http://localhost:8080");
    EXPECT_EQ(origin_of("http://tienda.es:80"), "http://tienda.es");
    EXPECT_EQ(origin_of("http://tienda.es:443"), "http://tienda.es:443");
    EXPECT_EQ(origin_of("https://tienda.es:80"), "https://tienda.es:80");
    EXPECT_EQ(origin_of("https://tienda.es:65535"), "https://tienda.es:65535");
}

TEST(WebAddress, MayBeANumber) {
    EXPECT_EQ(origin_of("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    EXPECT_EQ(origin_of("http://[::1]:8080"), "http://[::1]:8080");
    EXPECT_EQ(origin_of("https://[2001:DB8:0:0:0:0:0:1]:443"), "https://[2001:db8::1]");
    EXPECT_EQ(WebAddress::parse("http://[::1]:8080")->host, "[::1]");
}

TEST(WebAddress, KeepsItsPathAsItIsButTheSlashAtTheEnd) {
    const auto address = WebAddress::parse("https://Tienda.es:443/Ayuda/Incidencias%20y%2fm\u00e1s");
    EXPECT_FALSE(address) << "letters that are not ASCII stand as %XX";
    const auto written = WebAddress::parse("https://Tienda.es:443/Ayuda/Incidencias%20y%2fm%C3%A1s//");
    ASSERT_TRUE(written);
    EXPECT_EQ(written->url, "https://tienda.es/Ayuda/Incidencias%20y%2fm%C3%A1s");
    EXPECT_EQ(written->origin, "https://tienda.es");
}

TEST(WebAddress, IsOfAServerAndNothingElse) {
    for (const auto* text : {"",
                             "tienda.es",
                             "//tienda.es",
                             "ftp://tienda.es",
                             "https:",
                             "https:tienda.es",
                             "https://",
                             "https:///abrir",
                             "https://:443",
                             "https://user@tienda.es",
                             "https://user:secret@tienda.es",
                             "https://tienda.es?a=1",
                             "https://tienda.es/#a",
                             "https://tienda.es:0",
                             "https://tienda.es:65536",
                             "https://tienda.es:x",
                             "https://tienda.es:80x",
                             "http://[v1.a]",
                             "https://tienda.es evil",
                             "https://ti%20enda.es",
                             "https://espa\u00f1a.es",
                             "http://[::1"})
        EXPECT_EQ(origin_of(text), "none") << text;
}

} // namespace
} // namespace resuelve::http
