#include "app/openapi_document.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

constexpr std::string_view common =
    R"({"info":{"version":"1"},"tags":[],"paths":{"/a":{}},"components":{"schemas":{"A":{}}}})";

TEST(OpenapiDocument, JoinsPathsTagsAndComponents) {
    constexpr std::string_view service =
        R"({"tags":[{"name":"t"}],"paths":{"/b":{}},"components":{"schemas":{"B":{}},"parameters":{"P":{}}}})";
    const std::array documents{common, service};
    EXPECT_EQ(boost::json::parse(merge_openapi(documents, "2")), boost::json::parse(R"({"info":{"version":"2"},
        "tags":[{"name":"t"}],"paths":{"/a":{},"/b":{}},
        "components":{"schemas":{"A":{},"B":{}},"parameters":{"P":{}}}})"));
}

TEST(OpenapiDocument, RefusesAPathThatIsDefinedTwice) {
    const std::array documents{common, std::string_view{R"({"paths":{"/a":{}}})"}};
    EXPECT_THROW(merge_openapi(documents, "2"), std::logic_error);
}

} // namespace
} // namespace resuelve::app
