#include "services/customers/ascii_json.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace resuelve::customers {
namespace {

TEST(AsciiJson, EscapesEverythingBeyondAscii) {
    EXPECT_EQ(to_ascii_json({{"d\u00eda", "\u00f1 \u20ac \U0001F3E0"}}),
              R"({"d\u00eda":"\u00f1 \u20ac \ud83c\udfe0"})");
}

TEST(AsciiJson, LeavesAsciiAsItIs) {
    EXPECT_EQ(to_ascii_json({{"a", "\"b\"\n\\"}, {"c", nullptr}}), R"({"a":"\"b\"\n\\","c":null})");
}

TEST(AsciiJson, MeansTheSame) {
    EXPECT_TRUE(rc::check([] {
        std::string text;
        for (const auto c : *rc::gen::container<std::vector<char32_t>>(rc::gen::suchThat(
                 rc::gen::inRange<char32_t>(1, 0x110000), [](char32_t c) { return c < 0xD800 || c > 0xDFFF; }))) {
            if (c < 0x80)
                text += static_cast<char>(c);
            else if (c < 0x800)
                text += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
            else if (c < 0x10000)
                text += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                         static_cast<char>(0x80 | (c & 0x3F))};
            else
                text += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 0x3F)),
                         static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
        }
        const boost::json::value value{{"text", text}};
        const auto ascii = to_ascii_json(value);
        RC_ASSERT(std::ranges::all_of(ascii, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
        RC_ASSERT(boost::json::parse(ascii) == value);
    }));
}

} // namespace
} // namespace resuelve::customers
