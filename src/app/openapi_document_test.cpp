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

TEST(OpenapiDocument, SaysOfReadsThatTheyMayBeStaleAndOfAllThatTheyMayFail) {
    constexpr std::string_view service = R"({"paths":{"/api/v1/b":{
        "get":{"responses":{"200":{"$ref":"#/components/responses/B"},"304":{"description":"as it was"}}},
        "post":{"responses":{"201":{"description":"made"}}}}},
        "components":{"responses":{"B":{"headers":{"ETag":{}}}}}})";
    const std::array documents{common, service};
    const auto document = boost::json::parse(merge_openapi(documents, "2"));
    const auto& get = document.at_pointer("/paths/~1api~1v1~1b/get/responses");
    const auto& post = document.at_pointer("/paths/~1api~1v1~1b/post/responses");
    EXPECT_EQ(document.at_pointer("/components/responses/B/headers"),
              boost::json::parse(R"({"ETag":{},"Stale":{"$ref":"#/components/headers/Stale"}})"));
    EXPECT_FALSE(get.at("304").as_object().contains("headers"));
    EXPECT_FALSE(post.at("201").as_object().contains("headers"));
    for (const auto* responses : {&get, &post})
        EXPECT_EQ(responses->at("default"), boost::json::parse(R"({"$ref":"#/components/responses/Problem"})"));
}

TEST(OpenapiDocument, RefusesAPathThatIsDefinedTwice) {
    const std::array documents{common, std::string_view{R"({"paths":{"/a":{}}})"}};
    EXPECT_THROW(merge_openapi(documents, "2"), std::logic_error);
}

/// Every "$ref" in the document.
void collect_references(const boost::json::value& value, std::vector<std::string>& into) {
    if (const auto* object = value.if_object())
        for (const auto& [key, member] : *object) {
            if (key == "$ref" && member.is_string())
                into.emplace_back(std::string_view{member.get_string()});
            else
                collect_references(member, into);
        }
    else if (const auto* array = value.if_array())
        for (const auto& item : *array)
            collect_references(item, into);
}

TEST(OpenapiDocument, OfEachServiceAloneIsWhole) {
    for (const auto& service : service_table) {
        const auto document = boost::json::parse(openapi_of({service.name}, "2"));
        std::vector<std::string> references;
        collect_references(document, references);
        for (const auto& reference : references) {
            boost::system::error_code missing;
            document.find_pointer(reference.substr(1), missing);
            EXPECT_FALSE(missing) << service.document << " lacks " << reference;
        }
        EXPECT_GT(document.at("paths").as_object().size(), 8U) << service.document;
    }
}

TEST(OpenapiDocument, OfAllServicesHasEveryPath) {
    const auto all = boost::json::parse(openapi_of(every_service(), "2"));
    for (const auto& service : service_table)
        for (const auto& [path, item] : boost::json::parse(openapi_of({service.name}, "2")).at("paths").as_object())
            EXPECT_TRUE(all.at("paths").as_object().contains(path)) << path;
}

} // namespace
} // namespace resuelve::app
