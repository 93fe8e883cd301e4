#include "adapters/mongodb/timeline.hpp"

#include "adapters/mongodb/incident_document.hpp"

#include <algorithm>

namespace resuelve::mongodb {
namespace {

using incidents::Entry;

std::vector<Entry> moved_entries(Connection& connection, IncidentId incident, int after, int limit,
                                 bool with_internal) {
    Query query{.filter = {{"_id", numbered_after(incident, after)}},
                .sort = {{"_id", 1}},
                .limit = static_cast<std::size_t>(limit)};
    if (!with_internal) query.filter.append("visibility", "public");
    std::vector<Entry> entries;
    for (const auto& row : connection.find(entry_collection, query))
        entries.push_back(entry_in_row(row));
    return entries;
}

} // namespace

std::vector<Entry> entries_after(Connection& connection, IncidentId incident, int after, int limit,
                                 bool with_internal) {
    // The tail first: an entry is in the collection before it leaves the tail, so none is missed between the two.
    const auto document = connection.find_one(incident_collection,
                                              {.filter = {{"_id", incident}}, .projection = {{"_id", 0}, {"tail", 1}}});
    if (!document || limit <= 0) return {};
    auto tail = tail_in(incident, *document);
    std::vector<Entry> entries;
    if (tail.empty() || tail.front().number > after + 1)
        entries = moved_entries(connection, incident, after, limit, with_internal);
    const auto last = entries.empty() ? after : std::max(after, entries.back().number);
    // A full page of moved ones may end before the tail begins.
    if (std::cmp_equal(entries.size(), limit)) return entries;
    for (auto& entry : tail)
        if (entry.number > last && std::cmp_less(entries.size(), limit) &&
            (with_internal || entry.visibility == incidents::Visibility::public_))
            entries.push_back(std::move(entry));
    return entries;
}

} // namespace resuelve::mongodb
