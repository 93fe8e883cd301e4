#include "adapters/mongodb/json.hpp"
#include "platform/ids/random.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::mongodb {

TEST(BsonDocument, GivesBackEveryKindOfValue) {
    SeededRandom random{5};
    const auto id = Id<struct ThingTag>{Uuid::v7(Instant{}, random)};
    const auto digest = random.bytes<32>();
    const std::optional<std::string> none;
    const Document document{{"text", "sí"}, {"empty", std::string_view{}},
                            {"number", 7},  {"share", 0.5},
                            {"yes", true},  {"at", Instant{std::chrono::milliseconds{5}}},
                            {"id", id},     {"digest", digest},
                            {"none", none}, {"inner", Document{{"list", Array{"a", 2}}}}};
    EXPECT_EQ(document["text"].text(), "sí");
    EXPECT_EQ(document["empty"].text(), "");
    EXPECT_EQ(document["number"].integer(), 7);
    EXPECT_EQ(document["share"].number(), 0.5);
    EXPECT_TRUE(document["yes"].boolean());
    EXPECT_EQ(document["at"].instant(), Instant{std::chrono::milliseconds{5}});
    EXPECT_EQ(document["id"].id<Id<struct ThingTag>>(), id);
    EXPECT_EQ(document["digest"].digest(), digest);
    EXPECT_TRUE(document["none"].is_null());
    const auto list = document["inner"].document()["list"].items();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].text(), "a");
    EXPECT_EQ(list[1].integer(), 2);
}

TEST(BsonDocument, AnswersWhatIsMissingLikeANull) {
    const Document document;
    EXPECT_TRUE(document["name"].is_null());
    EXPECT_FALSE(document["name"].optional_text());
    EXPECT_TRUE(document["name"].items().empty());
}

TEST(BsonDocument, NamesAMemberOfAnotherKind) {
    const Document document{{"name", 7}};
    try {
        static_cast<void>(document["name"].text());
        FAIL() << "a number was taken for a text";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "the store's name is not a text");
    }
    EXPECT_THROW(static_cast<void>(document["missing"].uuid()), std::runtime_error);
}

TEST(BsonDocument, IsCopiedWholeAndByMembers) {
    const Document inner{{"a", 1}};
    Document document{View{inner}};
    document.append("b", inner["a"]);
    const auto copy = document;
    document.append("c", 1);
    EXPECT_EQ(copy.to_string(), R"({ "a" : 1, "b" : 1 })");
}

TEST(BsonJson, KeepsAllThatJsonHas) {
    const auto json = boost::json::parse(
        R"({"a":null,"b":true,"c":-7,"d":1.5,"e":"ñ\u0001","f":[1,[],{}],"g":{"$set":{"x.y":1}},"":0})");
    EXPECT_EQ(to_json(from_json(json.get_object())), json.get_object());
}

RC_GTEST_PROP(BsonJson, KeepsAnyTextUnderAnyName, (const std::map<std::string, std::string>& members)) {
    boost::json::object json;
    for (const auto& [name, text] : members)
        if (name.find('\0') == std::string::npos) json[name] = text; // BSON's names end with it
    RC_ASSERT(to_json(from_json(json)) == json);
}

TEST(BsonJson, RefusesANumberThatHasNoRoom) {
    EXPECT_THROW(from_json(boost::json::object{{"n", std::uint64_t{1} << 63}}), std::range_error);
}

} // namespace resuelve::mongodb
