#include "platform/http/message.hpp"
#include "platform/http/percent.hpp"
#include "platform/http/problem.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::http {
namespace {

TEST(Headers, AreFoundInLowerCaseAndInOrder) {
    Headers headers;
    headers.add("X-A", "1");
    headers.add("x-a", "2");
    EXPECT_EQ(headers.find("x-a"), "1");
    headers.set("X-a", "3");
    EXPECT_EQ(headers.find("x-a"), "3");
    EXPECT_EQ(std::distance(headers.begin(), headers.end()), 1);
    EXPECT_EQ(headers.find("x-b"), std::nullopt);
}

TEST(Parameters, AreDecoded) {
    const auto parameters = Parameters::parse("a=1&b=%C3%B1+x&c&=d&&e=%3D%26");
    EXPECT_EQ(parameters.find("a"), "1");
    EXPECT_EQ(parameters.find("b"), "ñ x");
    EXPECT_EQ(parameters.find("c"), "");
    EXPECT_EQ(parameters.find("e"), "=&");
    EXPECT_EQ(parameters.find("f"), std::nullopt);
}

TEST(Parameters, AreRefusedWhenTheyAreThereTwice) {
    EXPECT_THROW(Parameters::parse("a=1&a=1").find("a"), Problem);
    EXPECT_EQ(Parameters::parse("a=1&a=2&b=3").find("b"), "3");
}

TEST(Parameters, RefuseWhatIsNoText) {
    for (const auto* encoded : {"a=%", "a=%1", "a=%g1", "%=1", "a=%00", "a=%ff", "a=%ed%a0%80"})
        EXPECT_THROW(Parameters::parse(encoded), Problem) << encoded;
}

TEST(Cookie, IsFoundByItsWholeName) {
    Request request;
    request.headers.add("Cookie", "xsession=1; session=a=b; other=");
    EXPECT_EQ(request.cookie("session"), "a=b");
    EXPECT_EQ(request.cookie("other"), "");
    EXPECT_EQ(request.cookie("ses"), std::nullopt);
}

TEST(PathSegments, SplitBeforeTheyDecode) {
    EXPECT_EQ(path_segments("/"), std::vector<std::string>{});
    EXPECT_EQ(path_segments("/a/b%20c+d"), (std::vector<std::string>{"a", "b c+d"}));
    EXPECT_EQ(path_segments("/a/"), (std::vector<std::string>{"a", ""}));
}

RC_GTEST_PROP(PathSegments, NeverLeadUpOrAcross, (const std::string& text)) {
    std::string encoded = "/";
    for (const char c : text)
        encoded += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    try {
        for (const auto& segment : path_segments(encoded)) {
            RC_ASSERT(segment != "." && segment != "..");
            RC_ASSERT(segment.find_first_of(std::string_view{"/\\\0", 3}) == std::string::npos);
            RC_ASSERT(is_text(segment));
        }
    } catch (const Problem& problem) {
        RC_ASSERT(problem.code() == Problem::malformed);
    }
}

RC_GTEST_PROP(Parameters, ComeBackAsTheyWereEncoded, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
    std::string encoded = "k=";
    for (const char c : text)
        encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    RC_ASSERT(Parameters::parse(encoded).find("k") == std::optional<std::string_view>{text});
}

} // namespace
} // namespace resuelve::http
