#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/entry.hpp"

#include <limits>

namespace resuelve::mongodb {

/// The collection of the entries that were moved there. `_id` is {incident, number}, so that one incident's stand
/// together and in their order.
inline constexpr std::string_view entry_collection = "entries";

/// The `_id` of what belongs to an incident under a number.
inline Document numbered_id(IncidentId incident, std::int64_t number) {
    return {{"incident", incident}, {"number", number}};
}
/// A condition for `_id`: those of one incident with greater numbers.
Document numbered_after(IncidentId incident, std::int64_t number);

/// An entry in its incident's tail.
Document tail_item(const incidents::Entry& entry);
/// An entry in its own collection.
Document entry_row(const incidents::Entry& entry);

incidents::Entry entry_in_tail(IncidentId incident, View item);
incidents::Entry entry_in_row(const Document& row);

/// The entries in an incident's tail, oldest first.
std::vector<incidents::Entry> tail_in(IncidentId incident, const Document& document);

} // namespace resuelve::mongodb
