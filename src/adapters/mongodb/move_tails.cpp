#include "adapters/mongodb/move_tails.hpp"

#include "adapters/mongodb/bulk.hpp"
#include "adapters/mongodb/entry_document.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/search_document.hpp"

namespace resuelve::mongodb {
namespace {

std::size_t move(Connection& connection, Query query) {
    query.projection = {{"tail", 1}, {"incident", 1}};
    const auto documents = connection.find(incident_collection, query);
    Bulk entries{connection, entry_collection};
    Bulk search{connection, search_collection};
    Bulk moved{connection, incident_collection};
    for (const auto& document : documents) {
        const auto incident = incident_in(document);
        const auto tail = tail_in(incident.id, document);
        if (tail.empty()) continue;
        for (const auto& entry : tail) {
            entries.insert_missing(entry_row(entry));
            if (const auto row = search_row(entry, incident)) search.insert_missing(*row);
        }
        put_own_text(search, incident, tail.front().number == 1);
        const Document those{{"number", Document{{"$lte", tail.back().number}}}};
        moved.update_one({{"_id", incident.id}},
                         {{"$pull", Document{{"tail", those}}}, {"$set", Document{{"uncounted", true}}}});
    }
    entries.run();
    search.run();
    moved.run();
    return documents.size();
}

} // namespace

std::size_t move_tails(Connection& connection, std::size_t limit) {
    return move(connection, {.filter = {{"tail.at", Document{{"$exists", true}}}},
                             .sort = {{"tail.at", 1}},
                             .limit = limit,
                             .index = "incidents_tail"});
}

void move_tail(Connection& connection, IncidentId incident) {
    move(connection, {.filter = {{"_id", incident}}});
}

} // namespace resuelve::mongodb
