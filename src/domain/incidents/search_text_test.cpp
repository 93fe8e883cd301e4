#include "domain/incidents/erasure.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/search_text.hpp"
#include "tests/support/an_incident.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

using namespace testing;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(SearchText, OfAnIncidentIsWhatTheCustomerToldAndWhoItIs) {
    auto incident = an_incident().with_points(1).of_contact("fermin@example.com").now();
    incident.order = Order{.reference = "P-77", .product = "Molinillo", .serial_number = "SN5"};
    incident.tags = {"garantía"};
    const auto text = search_text(incident);
    EXPECT_THAT(text.everybody, AllOf(HasSubstr(incident.reference.value), HasSubstr("Cafetera averiada"),
                                      HasSubstr("gotea"), HasSubstr("Punto 1"), HasSubstr("P-77"),
                                      HasSubstr("Molinillo"), HasSubstr("SN5"), HasSubstr("Fermín Oso")));
    EXPECT_THAT(text.everybody, Not(HasSubstr("garantía")));
    EXPECT_THAT(text.employees, AllOf(HasSubstr("garantía"), HasSubstr("fermin@example.com")));
}

TEST(SearchText, OfANoteIsForEmployees) {
    Acting by;
    const auto change = must(note(an_incident().now(), {.body = "Ya llamó \"ayer\""}, by(an_agent())));
    const auto text = search_text(change.entries.back(), "Cafetera");
    EXPECT_EQ(text.employees, "Ya llamó \"ayer\"\nCafetera");
    EXPECT_THAT(text.everybody, IsEmpty());
}

TEST(SearchText, OfAResolutionIsItsReasons) {
    const auto changes = an_incident().with_points(2).resolution_proposed().changes();
    const auto text = search_text(changes.back().entries.front(), {});
    EXPECT_THAT(text.everybody, AllOf(HasSubstr("Tiene usted razón."), Not(HasSubstr("refund"))));
}

TEST(SearchText, OfTheFilingAndOfTransitionsIsNothing) {
    for (const auto& change : an_incident().changes())
        for (const auto& entry : change.entries)
            EXPECT_THAT(search_text(entry, "Cafetera").everybody, IsEmpty());
}

TEST(Erasure, LeavesNothingToFindThePersonBy) {
    auto changes = an_incident().with_points(2).closed().changes();
    auto incident = changes.back().incident;
    erase_customer(incident, filing_time);
    auto plain = incident.reference.value;
    std::erase(plain, '-');
    EXPECT_EQ(search_text(incident).everybody, incident.reference.value + "\n" + plain);
    EXPECT_THAT(search_text(incident).employees, IsEmpty());
    for (auto& change : changes)
        for (auto& entry : change.entries)
            if (holds_personal_data(entry)) {
                erase(entry);
                EXPECT_THAT(search_text(entry, {}).everybody, IsEmpty());
                EXPECT_THAT(entry.author_name, IsEmpty());
            }
}

TEST(Erasure, KeepsWhatTheStatisticsNeed) {
    auto incident = an_incident().with_points(2).resolution_proposed().now();
    const auto version = incident.version;
    erase_customer(incident, filing_time);
    EXPECT_EQ(incident.points.size(), 2U);
    ASSERT_TRUE(incident.resolution);
    EXPECT_EQ(incident.resolution->answers.at(1).decision, Decision::upheld);
    EXPECT_EQ(incident.version, version + 1) << "what people see has changed";
    EXPECT_TRUE(incident.erased);
}

TEST(Erasure, BlanksAReasonInAnEmployeesWordsButNoAssignment) {
    Entry entry;
    entry.author_role = access::Role::agent;
    entry.kind = EntryKind::assignment;
    entry.body = R"({"act":"assign"})";
    EXPECT_FALSE(holds_personal_data(entry));
    entry.kind = EntryKind::transition;
    entry.body = R"({"act":"reopen","text":"Llamó Ana"})";
    EXPECT_TRUE(holds_personal_data(entry));
    entry.kind = EntryKind::message;
    entry.body = R"({"act":"answer"})";
    EXPECT_TRUE(holds_personal_data(entry));
}

} // namespace
} // namespace resuelve::incidents
