#include "domain/employees/preferences.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::employees {
namespace {

Preferences read(std::string_view text) {
    return Preferences::from_json(json::parse(text).as_object());
}

std::vector<std::string> faults(std::string_view text) {
    try {
        read(text);
    } catch (const Problem& problem) {
        std::vector<std::string> found;
        for (const auto& error : problem.errors())
            found.push_back(error.field + " " + error.code);
        return found;
    }
    return {};
}

} // namespace

TEST(Preferences, AreAtFirstQuietAndLikeTheSystem) {
    const auto first = read("{}");
    EXPECT_EQ(first, Preferences{});
    EXPECT_EQ(first.theme, Theme::system);
    EXPECT_EQ(first.density, Density::normal);
    EXPECT_TRUE(first.shortcuts.enabled);
    EXPECT_FALSE(first.sound);
    EXPECT_FALSE(first.away);
}

TEST(Preferences, AreWrittenAsTheyAreRead) {
    Preferences all{.theme = Theme::dark,
                    .density = Density::compact,
                    .language = InterfaceLanguage::gl,
                    .shortcuts = {.enabled = false, .keys = {{{"reply", "Shift+r"}, {"next_case", "]"}}}},
                    .signature = {"Marta Ru\u00edz\nTienda"},
                    .away =
                        Away{.until = Instant{std::chrono::milliseconds{1'764'000'000'000}}, .note = {{"De viaje"}}},
                    .sound = true};
    EXPECT_EQ(Preferences::from_json(all.to_json()), all);
    all.away = Away{};
    EXPECT_EQ(Preferences::from_json(all.to_json()), all);
}

TEST(Preferences, KeepWhatIsNotMentionedAsAtFirst) {
    EXPECT_EQ(read(R"({"theme":"dark"})"), Preferences{.theme = Theme::dark});
}

TEST(Preferences, NameEverythingThatIsWrong) {
    EXPECT_THAT(faults(R"({"theme":"pink","density":7,"language":"fr","sound":"loud","font":"big",
                           "shortcuts":{"enabled":true,"keys":{"Reply":"r","reply":""}}})"),
                testing::UnorderedElementsAre("/theme malformed", "/density wrong_type", "/language malformed",
                                              "/sound wrong_type", "/font unknown", "/shortcuts/keys/Reply malformed",
                                              "/shortcuts/keys/reply too_short"));
    EXPECT_THAT(faults(R"({"signature":")" + std::string(limits::signature + 1, 'a') + R"("})"),
                testing::ElementsAre("/signature too_long"));
}

TEST(Preferences, LimitTheKeys) {
    std::string keys;
    for (std::size_t i = 0; i <= limits::shortcut_keys; ++i)
        keys += fmt::format(R"({}"a{}":"x")", keys.empty() ? "" : ",", i);
    EXPECT_THAT(faults(R"({"shortcuts":{"enabled":true,"keys":{)" + keys + "}}}"),
                testing::ElementsAre("/shortcuts/keys too_many"));
}

} // namespace resuelve::employees
