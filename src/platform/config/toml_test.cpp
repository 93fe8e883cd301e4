#include "platform/config/toml.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace resuelve::config {
namespace {

using Values = std::vector<std::string>;

std::string failure(std::string_view text) {
    try {
        read_toml(text);
        return "read";
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

TEST(Toml, ReadsWhatSettingsNeed) {
    const auto entries = read_toml("# comment\r\nport = 8080 # after\n  host='a#b'\n\n[mongodb]\nuri = \"x\\\"#\\\\\"\n"
                                   "read_only = false\nhosts = [\"a\", 'b', 3]\nnone = []");
    ASSERT_EQ(entries.size(), 6U);
    EXPECT_EQ(entries[0].name, "port");
    EXPECT_EQ(entries[0].values, Values{"8080"});
    EXPECT_EQ(entries[1].values, Values{"a#b"});
    EXPECT_EQ(entries[2].name, "mongodb-uri");
    EXPECT_EQ(entries[2].values, Values{"x\"#\\"});
    EXPECT_EQ(entries[2].line, 6);
    EXPECT_EQ(entries[3].name, "mongodb-read-only");
    EXPECT_EQ(entries[4].values, (Values{"a", "b", "3"}));
    EXPECT_EQ(entries[5].values, Values{});
}

TEST(Toml, NamesTheLineThatItCannotRead) {
    for (const auto* line :
         {"a", "a =", "= 1", "a = b", "a = \"b", "a = 'b", "a = 1 2", "a = [1", "a = [1 2]", "a b = 1", "[s", "[]",
          "[[s]]", "[a.b]", "a = \"\\x\"", "a = 1.5", "a = --1", "a = \"b\" c"})
        EXPECT_EQ(failure(std::string{"x = 1\n"} + line).substr(0, 8), "line 2: ") << line;
}

TEST(Toml, RefusesANameThatIsThereTwice) {
    EXPECT_EQ(failure("a_b = 1\na-b = 2"), "line 2: a-b is there twice");
    EXPECT_EQ(failure("a-b = 1\n[a]\nb = 2"), "line 3: a-b is there twice");
}

RC_GTEST_PROP(Toml, ReadsBackAnyStringThatItWrote, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(32, 127));
    RC_ASSERT(read_toml("a = " + toml_string(text)).at(0).values == Values{text});
}

} // namespace
} // namespace resuelve::config
