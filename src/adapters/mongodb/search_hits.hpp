#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/list_cursor.hpp"
#include "domain/incidents/search_query.hpp"

#include <span>
#include <vector>

namespace resuelve::mongodb {

/// An incident that has documents with all the words.
struct Hit {
    IncidentId incident{};
    Instant created{};
    std::int64_t relevance = 0; ///< 3 for the incident's own text, 1 for each entry
};

/// The incidents that have a document with the words, each once, by creation: a walk that reads on as long as it is
/// asked. For employees: it looks into what only they may find too.
class HitWalk {
public:
    /// Begins behind `after`: a time of creation and an incident.
    HitWalk(Connection& connection, std::vector<incidents::SearchTerm> terms, bool newest_first,
            const std::optional<incidents::ListPosition>& after);

    /// The next ones, at least one unless there is no more.
    std::vector<Hit> next();

private:
    std::vector<Document> read(std::size_t limit);

    Connection& connection_;
    std::vector<Document> conditions_;
    bool newest_first_;
    std::optional<Document> last_;  ///< document that was read
    std::optional<Hit> unfinished_; ///< incident whose other documents may come next
    std::size_t batch_ = 64;
    bool at_end_ = false;
};

/// The query's words in the documents of these incidents only.
std::vector<Hit> hits_in(Connection& connection, const std::vector<incidents::SearchTerm>& terms,
                         std::span<const IncidentId> incidents, bool for_employees);

} // namespace resuelve::mongodb
