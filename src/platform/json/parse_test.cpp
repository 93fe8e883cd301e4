#include "platform/http/problem.hpp"
#include "platform/json/parse.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::json {
namespace {

/// "code pointer" of the refusal; "accepted" if there is none.
std::string refusal(std::string_view text) {
    try {
        parse(text);
        return "accepted";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::malformed);
        EXPECT_EQ(problem.errors().size(), 1U);
        return problem.errors().at(0).code + " " + problem.errors().at(0).field;
    }
}

std::string nested(std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

TEST(ParseJson, ReadsWhatIsJson) {
    EXPECT_EQ(boost::json::serialize(parse(R"( {"a":[1,-2.5,true,null,"ñ\u00f1\n"],"b":{}} )")),
              R"({"a":[1,-2.5E0,true,null,"ññ\n"],"b":{}})");
    EXPECT_EQ(parse("7"), 7);
    EXPECT_EQ(parse(R"("")"), "");
}

TEST(ParseJson, RefusesADuplicateKeyNamingIt) {
    EXPECT_EQ(refusal(R"({"a":1,"a":2})"), "duplicate_key /a");
    EXPECT_EQ(refusal(R"({"x":[{"p/q":1,"p/q":2}]})"), "duplicate_key /x/0/p~1q");
    EXPECT_EQ(refusal(R"({"a":1,"\u0061":2})"), "duplicate_key /a");
    EXPECT_EQ(refusal(R"({"a":{"a":1},"b":{"a":1}})"), "accepted");
}

TEST(ParseJson, RefusesNulInStringsAndKeys) {
    EXPECT_EQ(refusal(R"({"a":"x\u0000y"})"), "nul /a");
    EXPECT_EQ(refusal(R"({"a\u0000":1})").substr(0, 4), "nul ");
    EXPECT_EQ(refusal(std::string_view{"{\"a\":\"\0\"}", 9}).substr(0, 6), "syntax");
}

TEST(ParseJson, RefusesInfinityAndWhatIsBeyond2To53) {
    EXPECT_EQ(refusal(R"({"a":1e999})"), "number_too_large /a");
    EXPECT_EQ(refusal(R"([0,-1e999])"), "number_too_large /1");
    EXPECT_EQ(refusal("9007199254740992"), "accepted");
    EXPECT_EQ(refusal("9007199254740993"), "number_too_large ");
    EXPECT_EQ(refusal("-9007199254740993"), "number_too_large ");
    EXPECT_EQ(refusal("18446744073709551615"), "number_too_large ");
    EXPECT_EQ(refusal("123456789012345678901234567890"), "number_too_large ");
    EXPECT_EQ(refusal("1e20"), "number_too_large ");
    EXPECT_EQ(refusal("NaN"), "syntax ");
}

TEST(ParseJson, RefusesUnpairedSurrogates) {
    EXPECT_EQ(refusal(R"({"a":"\ud83d"})"), "syntax /a");
    EXPECT_EQ(refusal(R"({"a":"\ude00\ud83d"})"), "syntax /a");
    EXPECT_EQ(refusal(R"({"a":"\ud83dx"})"), "syntax /a");
    EXPECT_EQ(parse(R"("\ud83d\ude00")"), "😀");
}

TEST(ParseJson, RefusesInvalidUtf8) {
    EXPECT_EQ(refusal("{\"a\":\"\xff\"}"), "syntax /a");
    EXPECT_EQ(refusal("\"\xc0\xaf\""), "syntax ");         // overlong "/"
    EXPECT_EQ(refusal("\"\xed\xa0\x80\""), "syntax ");     // a surrogate
    EXPECT_EQ(refusal("\"\xf4\x90\x80\x80\""), "syntax "); // past U+10FFFF
    EXPECT_EQ(refusal("\"\xc3\""), "syntax ");             // cut
}

TEST(ParseJson, TakesThirtyTwoLevelsAndNoMore) {
    EXPECT_EQ(refusal(nested(32)), "accepted");
    EXPECT_EQ(refusal(nested(33)).substr(0, 9), "too_deep ");
    EXPECT_EQ(refusal(std::string(1'000'000, '[')).substr(0, 9), "too_deep ");
}

TEST(ParseJson, RefusesWhatIsNotJson) {
    for (const auto* text : {"", " ", "{", "{}{}", "[1,]", "{\"a\":1,}", "'a'", "{a:1}", "01", "+1", ".5", "/**/1",
                             "nul", "\xef\xbb\xbf{}", "[1] x", "\"\t\""})
        EXPECT_EQ(refusal(text).substr(0, 6), "syntax") << text;
}

TEST(ParseJson, NamesTheElementThatIsWrong) {
    EXPECT_EQ(refusal(R"({"order":{"lines":[1,2,x]}})"), "syntax /order/lines/2");
}

TEST(ParseJson, ReadsLongStringsThatArriveInParts) {
    const std::string text(300'000, 'a');
    EXPECT_EQ(parse("\"" + text + "\\n\"").as_string(), text + "\n");
}

boost::json::value arbitrary_json(int depth) {
    switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
    case 0:
        return nullptr;
    case 1:
        return *rc::gen::arbitrary<bool>();
    case 2:
        return *rc::gen::inRange<std::int64_t>(-max_integer, max_integer + 1);
    case 3:
        return boost::json::string{*rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127))};
    case 4: {
        boost::json::array array;
        for (int n = *rc::gen::inRange(0, 4); n > 0; --n)
            array.push_back(arbitrary_json(depth - 1));
        return array;
    }
    default: {
        boost::json::object object;
        for (int n = *rc::gen::inRange(0, 4); n > 0; --n)
            object[*rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127))] = arbitrary_json(depth - 1);
        return object;
    }
    }
}

RC_GTEST_PROP(ParseJson, ReadsBackWhatWasWritten, ()) {
    const auto value = arbitrary_json(4);
    RC_ASSERT(parse(boost::json::serialize(value)) == value);
}

RC_GTEST_PROP(ParseJson, NeverDoesAnythingButReturnOrRefuse, (const std::string& bytes)) {
    try {
        parse(bytes);
    } catch (const Problem& problem) {
        RC_ASSERT(problem.code() == Problem::malformed);
    }
}

} // namespace
} // namespace resuelve::json
