#pragma once

#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"
#include "domain/incidents/search_query.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::memory {

/// The words of a query, looked for one document after the other.
class IncidentSearch {
public:
    /// A query without any word finds nothing.
    IncidentSearch(std::string_view typed, bool for_employees) :
        wanted_{incidents::search_terms(typed)}, for_employees_{for_employees} {}

    /// How many documents of the incident have all the words; the incident itself counts as three.
    std::int64_t relevance(const incidents::Incident& incident, std::span<const incidents::Entry> entries) const;

private:
    bool all_in(const std::string& everybody, const std::string& employees) const;

    std::vector<incidents::SearchTerm> wanted_;
    bool for_employees_;
};

} // namespace resuelve::memory
