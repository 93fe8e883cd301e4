#include "platform/http/problem.hpp"
#include "platform/ids/uuid.hpp"
#include "platform/json/read.hpp"
#include "platform/json/write.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace resuelve::json {
namespace {

enum class Visibility { public_, internal };
BOOST_DESCRIBE_ENUM(Visibility, public_, internal)

/// Stands for a domain type such as Reference.
struct Code {
    static constexpr std::string_view expected = "a code such as AB";
    std::string value;
    bool operator==(const Code&) const = default;
    std::string to_string() const { return value; }
    static std::optional<Code> parse(std::string_view text) {
        return text.size() == 2 ? std::optional{Code{std::string{text}}} : std::nullopt;
    }
};

/// Stands for a type with its own shape.
struct Celsius {
    double degrees = 0;
    bool operator==(const Celsius&) const = default;
};
void read_json(Celsius& into, const boost::json::value& from, FieldErrors& errors) {
    if (from.is_number())
        into.degrees = from.to_number<double>();
    else
        errors.add("wrong_type", "is no temperature");
}
boost::json::value write_json(const Celsius& from) {
    return from.degrees;
}

struct Order {
    std::string reference;
    std::optional<int> line;
    std::optional<std::chrono::year_month_day> purchased_on;
    bool operator==(const Order&) const = default;
};
BOOST_DESCRIBE_STRUCT(Order, (), (reference, line, purchased_on))

struct Everything {
    Line<1, 10> subject;
    Text<0, 20> description;
    Visibility visibility{};
    bool open = false;
    double amount = 0;
    Int<1, 5> score;
    Instant at{};
    Id<struct TestTag> id;
    Code code;
    Celsius heat;
    Order order;
    std::vector<Order> others;
    List<Line<1, 5>, 1, 2> tags;
    std::optional<std::string> note;
    Maybe<std::string> nickname;
    boost::json::object extra;
    bool operator==(const Everything&) const = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (subject, description, visibility, open, amount, score, at, id, code, heat, order, others, tags,
                       note, nickname, extra))

constexpr std::string_view good = R"({"subject":"Cafetera","description":"a\r\nb","visibility":"public","open":true,
    "amount":12,"score":5,"at":"2026-11-27T18:00:00+01:00","id":"01234567-89ab-7def-8123-456789abcdef","code":"AB",
    "heat":21.5,"order":{"reference":"P-1","line":2,"purchased_on":"2026-02-28"},"others":[],"tags":["x"],
    "extra":{"k":[1]}})";

/// "pointer code" of each error, in order.
template <class T>
std::vector<std::string> errors_of(std::string_view body) {
    std::vector<std::string> found;
    try {
        read<T>(body);
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::invalid) << problem.what();
        for (const auto& error : problem.errors())
            found.push_back(error.field + " " + error.code);
    }
    return found;
}

using Errors = std::vector<std::string>;

TEST(ReadJson, FillsEachKindOfMember) {
    const auto read_back = read<Everything>(good);
    EXPECT_EQ(read_back.subject.value, "Cafetera");
    EXPECT_EQ(read_back.description.value, "a\nb");
    EXPECT_EQ(read_back.visibility, Visibility::public_);
    EXPECT_EQ(read_back.amount, 12.0);
    EXPECT_EQ(to_rfc3339(read_back.at), "2026-11-27T17:00:00.000Z");
    EXPECT_EQ(read_back.code.value, "AB");
    EXPECT_EQ(read_back.heat.degrees, 21.5);
    EXPECT_EQ(read_back.order.line, 2);
    EXPECT_EQ(to_iso_date(*read_back.order.purchased_on), "2026-02-28");
    EXPECT_EQ(read_back.note, std::nullopt);
    EXPECT_TRUE(read_back.nickname.absent());
}

TEST(ReadJson, ReadsBackWhatWasWritten) {
    auto one = read<Everything>(good);
    one.nickname = std::string{"Pepe"};
    EXPECT_EQ(read_value<Everything>(to_json(one)), one);
}

TEST(ReadJson, CollectsEveryErrorWithItsPointer) {
    EXPECT_EQ(errors_of<Order>(R"({"line":"2","purchased_on":"2026-02-30","x/y":1})"),
              (Errors{"/reference required", "/line wrong_type", "/purchased_on malformed", "/x~1y unknown"}));
}

TEST(ReadJson, NamesWhatIsWrongInNestedStructsAndLists) {
    const auto body = R"({"orders":[{"reference":"a"},{"reference":7,"z":1},3],"tags":["","x","ñandú"]})";
    Errors found;
    try {
        std::vector<Order> orders;
        FieldErrors errors;
        const auto json = parse(body);
        read_into(orders, json.at("orders"), errors);
        List<Line<1, 3>, 1, 2> tags;
        read_into(tags, json.at("tags"), errors);
        errors.throw_if_any();
    } catch (const Problem& problem) {
        for (const auto& error : problem.errors())
            found.push_back(error.field + " " + error.code);
    }
    EXPECT_EQ(found, (Errors{"/1/reference wrong_type", "/1/z unknown", "/2 wrong_type", "/0 too_short", "/2 too_long",
                             " too_many"}));
}

TEST(ReadJson, WantsAnObjectWhereAStructIs) {
    EXPECT_EQ(errors_of<Order>("[]"), Errors{" wrong_type"});
    EXPECT_EQ(errors_of<Order>("null"), Errors{" wrong_type"});
}

TEST(ReadJson, TakesNullForAnOptionalButNotForARequiredMember) {
    EXPECT_EQ(errors_of<Order>(R"({"reference":"a","line":null})"), Errors{});
    EXPECT_EQ(errors_of<Order>(R"({"reference":null})"), Errors{"/reference wrong_type"});
}

struct Patch {
    Maybe<Line<1, 5>> team;
    Maybe<std::vector<std::string>> tags;
    std::optional<bool> urgent;
};
BOOST_DESCRIBE_STRUCT(Patch, (), (team, tags, urgent))

TEST(ReadJson, TellsAbsentFromNullFromValueInAPatch) {
    EXPECT_TRUE(read<Patch>("{}").team.absent());
    const auto cleared = read<Patch>(R"({"team":null})");
    EXPECT_FALSE(cleared.team.absent());
    EXPECT_TRUE(cleared.team.is_null());
    const auto set = read<Patch>(R"({"team":"a","tags":[]})");
    EXPECT_EQ(set.team->value, "a");
    EXPECT_TRUE(set.tags.has_value());
    EXPECT_EQ(errors_of<Patch>(R"({"team":""})"), Errors{"/team too_short"});
}

struct Numbers {
    std::uint8_t small = 0;
    std::int64_t large = 0;
    Int<1, 5> score;
};
BOOST_DESCRIBE_STRUCT(Numbers, (), (small, large, score))

TEST(ReadJson, KeepsIntegersInTheirRange) {
    EXPECT_EQ(errors_of<Numbers>(R"({"small":255,"large":-9007199254740992,"score":1})"), Errors{});
    EXPECT_EQ(errors_of<Numbers>(R"({"small":256,"large":1.5,"score":6})"),
              (Errors{"/small out_of_range", "/large wrong_type", "/score out_of_range"}));
    EXPECT_EQ(errors_of<Numbers>(R"({"small":-1,"large":true,"score":0})"),
              (Errors{"/small out_of_range", "/large wrong_type", "/score out_of_range"}));
}

struct Words {
    Line<1, 4> line;
    Text<1, 4> text;
    Visibility visibility{};
    std::string password;
};
BOOST_DESCRIBE_STRUCT(Words, (), (line, text, visibility, password))

std::string words(std::string_view line, std::string_view text, std::string_view visibility = "internal") {
    return boost::json::serialize(boost::json::object{
        {"line", line}, {"text", text}, {"visibility", visibility}, {"password", " \u202epass\u0301 "}});
}

TEST(ReadJson, CountsCodePointsAfterTrimmingAndComposing) {
    EXPECT_EQ(errors_of<Words>(words("  ñaññ\u00a0", "n\u0303ñññ")), Errors{});
    EXPECT_EQ(errors_of<Words>(words("ñañña", " \n ")), (Errors{"/line too_long", "/text too_short"}));
}

TEST(ReadJson, RefusesControlCharactersAndLineBreaksWhereTheyDoNotBelong) {
    EXPECT_EQ(errors_of<Words>(words("a\nb", "a\n\tb")), Errors{"/line control_character"});
    EXPECT_EQ(errors_of<Words>(words("a\u2028b", "a\x1b"
                                                 "b")),
              (Errors{"/line control_character", "/text control_character"}));
    EXPECT_EQ(errors_of<Words>(words("a\u0085b", "a\x7f")),
              (Errors{"/line control_character", "/text control_character"}));
}

TEST(ReadJson, ShowsInvisibleCharactersButLeavesPasswordsAlone) {
    FieldErrors errors;
    Line<1, 40> line;
    read_into(line, boost::json::value("a\u202eb"), errors);
    EXPECT_EQ(line.value, "a[U+202E]b");
    EXPECT_EQ(read<Words>(words("a", "b")).password, " \u202epas\u015b ");
}

TEST(ReadJson, SaysWhichNamesThereAre) {
    try {
        read<Words>(words("a", "b", "public_"));
        FAIL() << "public_ is only the name in C++";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.errors().at(0).detail, "is none of public, internal");
    }
}

TEST(ReadJson, SaysWhatADomainTypeExpects) {
    try {
        read_value<Code>("ABC");
        FAIL();
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.errors().at(0).detail, "is not a code such as AB");
    }
}

TEST(ReadJson, ListsAtMostAHundredErrors) {
    boost::json::object many;
    for (int i = 0; i < 1000; ++i)
        many[std::to_string(i)] = i;
    EXPECT_EQ(errors_of<Patch>(boost::json::serialize(many)).size(), 100U);
}

TEST(WriteJson, WritesNoneAsNullAndLeavesAbsentMembersOut) {
    EXPECT_EQ(boost::json::serialize(to_json(Order{.reference = "a", .line = {}, .purchased_on = {}})),
              R"({"reference":"a","line":null,"purchased_on":null})");
    Patch patch;
    patch.team = std::nullopt;
    EXPECT_EQ(boost::json::serialize(to_json(patch)), R"({"team":null,"urgent":null})");
}

TEST(EnumNames, LeaveOutTheUnderscoreThatKeywordsForce) {
    static_assert(enum_name(Visibility::public_) == "public");
    static_assert(enum_from<Visibility>("public") == Visibility::public_);
    static_assert(!enum_from<Visibility>("public_"));
    static_assert(!enum_from<Visibility>(""));
    static_assert(enum_values<Visibility>().size() == 2);
    EXPECT_EQ(enum_name(static_cast<Visibility>(9)), "");
}

} // namespace
} // namespace resuelve::json
