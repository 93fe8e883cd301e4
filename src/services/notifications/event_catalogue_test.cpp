#include "domain/customers/events.hpp"
#include "domain/employees/events.hpp"
#include "domain/incidents/events.hpp"
#include "services/notifications/service.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

namespace resuelve {
namespace {

/// The names of the messages in the AsyncAPI document: "      name: incident.registered".
std::set<std::string> catalogued() {
    constexpr std::string_view mark = "      name: ";
    std::ifstream file{ASYNCAPI_DOCUMENT};
    std::set<std::string> names;
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(mark)) names.insert(line.substr(mark.size()));
    return names;
}

TEST(EventCatalogue, NamesEveryEventOfTheTablesAndNoOther) {
    std::set<std::string> told{notifications::event_types.begin(), notifications::event_types.end()};
    for (const auto& row : incidents::event_table)
        told.emplace(row.type);
    for (const auto& kind : customers::event_kinds)
        told.emplace(kind.type);
    for (const auto& kind : employees::event_kinds)
        told.emplace(kind.type);
    told.emplace("incident.access_requested"); // of no change of the incident, so not in its table
    told.emplace("incident.access_asked");     // nor this
    told.emplace("tokens.revoked");            // of no entity: src/app/revocations.hpp
    EXPECT_EQ(catalogued(), told);
}

} // namespace
} // namespace resuelve
