#pragma once

#include "domain/incidents/incident_query.hpp"

namespace resuelve::incidents {

/// After which item a page begins: the values that it was sorted by.
struct ListPosition {
    std::int64_t key = 0;
    Uuid id;

    bool operator==(const ListPosition&) const = default;
};

/// Opaque text for a position in the answers to this query.
std::string to_cursor(const ListPosition& position, const IncidentQuery& query);

/// Throws Problem::malformed unless to_cursor() made it for the same query (page size aside); nothing without cursor.
std::optional<ListPosition> position_of(const IncidentQuery& query);

} // namespace resuelve::incidents
