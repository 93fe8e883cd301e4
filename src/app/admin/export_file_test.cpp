#include "app/admin/export_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace resuelve::app {
namespace {

std::string exported(std::initializer_list<transfer::Record> records) {
    std::string text;
    ExportWriter writer{[&](std::string_view piece) { text += piece; }};
    for (const auto& record : records)
        writer.add(record);
    writer.finish();
    return text;
}

/// What is wrong with an export; empty if nothing is.
std::string fault_of(const std::string& text) {
    std::istringstream input{text};
    try {
        read_export(input, [](const transfer::Record&) {});
        return {};
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

const transfer::Record team{{"record", "team"}, {"name", "Reparaciones ñ"}};
const transfer::Record session{{"record", "session"}, {"version", 3}};

TEST(ExportFile, GivesBackItsRecordsInOrder) {
    std::istringstream input{exported({team, session, team})};
    std::vector<transfer::Record> found;
    const auto summary = read_export(input, [&](const transfer::Record& record) { found.push_back(record); });
    EXPECT_THAT(found, testing::ElementsAre(team, session, team));
    EXPECT_EQ(summary.records, 3U);
}

TEST(ExportFile, OfBeforeGivesWhatWasAddedSinceAsEmpty) {
    std::istringstream input{exported({{{"record", "customer"}, {"address", nullptr}, {"language", "es"}}})};
    std::vector<transfer::Record> found;
    read_export(input, [&](const transfer::Record& record) { found.push_back(record); });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(found.front().at("notes").is_null());
}

TEST(ExportFile, OfNothingIsWhole) {
    EXPECT_EQ(fault_of(exported({})), "");
}

TEST(ExportFile, ThatWasCutAnywhereIsRefused) {
    const auto whole = exported({team, session});
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_NE(fault_of(whole.substr(0, length)), "") << length;
}

TEST(ExportFile, WithoutOneOfItsLinesIsRefused) {
    const auto whole = exported({team, session, team});
    auto shorter = whole;
    const auto second = whole.find('\n') + 1;
    shorter.erase(second, whole.find('\n', second) + 1 - second);
    EXPECT_THAT(fault_of(shorter), testing::HasSubstr("not as many as the last line says"));
}

TEST(ExportFile, WithAChangedCharacterIsRefused) {
    auto changed = exported({team, session});
    changed.replace(changed.find("Rep"), 3, "Dep");
    EXPECT_THAT(fault_of(changed), testing::HasSubstr("was changed"));
}

TEST(ExportFile, WithMoreBehindItIsRefused) {
    EXPECT_THAT(fault_of(exported({team}) + "{}\n"), testing::HasSubstr("follows the last line"));
}

TEST(ExportFile, OfANewerFormatIsRefused) {
    auto newer = exported({team});
    newer.replace(newer.find("\"version\":1"), 11, "\"version\":2");
    EXPECT_EQ(fault_of(newer), "line 1: the export has format 2, this program reads 1");
}

TEST(ExportFile, IsNoOtherJson) {
    EXPECT_THAT(fault_of("{\"subject\":\"Lamp\"}\n"), testing::HasSubstr("line 1"));
}

} // namespace
} // namespace resuelve::app
