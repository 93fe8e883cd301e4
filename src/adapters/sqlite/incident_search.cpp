#include "adapters/sqlite/incident_search.hpp"

#include "adapters/sqlite/incident_list.hpp"
#include "adapters/sqlite/incident_rows.hpp"
#include "adapters/sqlite/list_plan.hpp"
#include "adapters/sqlite/search_words.hpp"
#include "domain/incidents/list_cursor.hpp"

#include <limits>

namespace resuelve::sqlite {
namespace {

using incidents::Incident;
using incidents::IncidentQuery;
using incidents::ListPosition;
using incidents::Page;
using incidents::SortKey;

constexpr std::size_t most_sorted = 1'000; ///< hits, for an order other than that of creation

/// An incident that has documents with the words.
struct Hit {
    std::int64_t row = 0;
    std::int64_t relevance = 0; ///< 3 for the incident's own text, 1 for each message
};

/// The incidents that have a document with the words, each once, along the rowid.
class Hits {
public:
    Hits(Connection& index, std::string_view expression, bool newest_first, std::optional<std::int64_t> after_row) :
        rows_{index.prepare(newest_first
                                ? "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC"
                                : "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid > ?2 ORDER BY rowid")} {
        rows_.bind(1, expression);
        if (newest_first)
            rows_.bind(2, after_row ? search_rowid(*after_row, 0) : std::numeric_limits<std::int64_t>::max());
        else
            rows_.bind(2, after_row ? search_rowid(*after_row + 1, 0) - 1 : 0);
        document_ = step();
    }

    /// All documents of the next incident.
    std::optional<Hit> next() {
        if (!document_) return std::nullopt;
        Hit hit{.row = incident_row_of(*document_)};
        for (; document_ && incident_row_of(*document_) == hit.row; document_ = step())
            hit.relevance += *document_ == search_rowid(hit.row, 0) ? 3 : 1;
        return hit;
    }

private:
    std::optional<std::int64_t> step() { return rows_.step() ? std::optional{rows_.integer(0)} : std::nullopt; }

    Statement rows_;
    std::optional<std::int64_t> document_;
};

/// Looks whether a hit passes the filters and the scope, by its row.
class Candidate {
public:
    Candidate(Connection& store, const IncidentQuery& query) :
        row_{store.prepare(fmt::format("SELECT updated, deadline, priority, id, team, assignee, customer FROM incidents"
                                       " WHERE row = ?12 AND (?2 >> status) & 1{}",
                                       filter_sql))},
        doc_{store.prepare("SELECT doc FROM incidents WHERE row = ?1")}, scope_{query.scope} {
        bind_filters(row_, query);
    }

    /// Whether it is wanted; if so the rest tells about it.
    bool look_at(std::int64_t row) {
        row_.reset();
        row_.bind(12, row);
        return row_.step() && in_scope(scope_, row_.optional_uuid(4), row_.optional_uuid(5), row_.optional_uuid(6));
    }
    std::int64_t key(SortKey sort) const {
        return row_.integer(sort == SortKey::updated ? 0 : sort == SortKey::deadline ? 1 : 2);
    }
    Uuid id() const { return row_.uuid(3); }
    /// Apart, because most candidates are not shown and the document is long.
    Incident incident(std::int64_t row) {
        doc_.reset();
        doc_.bind(1, row);
        if (!doc_.step()) throw std::logic_error{"a row of this snapshot is gone"};
        return incident_of(doc_.text(0));
    }

private:
    Statement row_;
    Statement doc_;
    const incidents::Scope& scope_;
};

Page<Incident> by_creation(Connection& store, Connection& index, const IncidentQuery& query,
                           std::string_view expression, const std::optional<ListPosition>& after) {
    Hits hits{index, expression, query.descending, after ? std::optional{after->key} : std::nullopt};
    Candidate candidate{store, query};
    Page<Incident> page;
    std::int64_t last = 0;
    while (const auto hit = hits.next()) {
        if (!candidate.look_at(hit->row)) continue;
        if (page.items.size() == query.limit) {
            page.next_cursor = to_cursor({last, {}}, query);
            break;
        }
        page.items.push_back(candidate.incident(hit->row));
        last = hit->row;
    }
    return page;
}

struct Sorted {
    ListPosition position;
    std::int64_t row;
};

std::vector<Sorted> newest_hits(Connection& store, Connection& index, const IncidentQuery& query,
                                std::string_view expression) {
    Hits hits{index, expression, true, std::nullopt};
    Candidate candidate{store, query};
    std::vector<Sorted> found;
    for (auto hit = hits.next(); hit && found.size() < most_sorted; hit = hits.next())
        if (candidate.look_at(hit->row))
            found.push_back(
                {{query.sort == SortKey::relevance ? hit->relevance : candidate.key(query.sort), candidate.id()},
                 hit->row});
    return found;
}

Page<Incident> by_key(Connection& store, Connection& index, const IncidentQuery& query, std::string_view expression,
                      const std::optional<ListPosition>& after) {
    const auto before = [&](const ListPosition& a, const ListPosition& b) {
        const auto order = std::pair{a.key, a.id} <=> std::pair{b.key, b.id};
        return query.descending ? order > 0 : order < 0;
    };
    auto found = newest_hits(store, index, query, expression);
    if (after) std::erase_if(found, [&](const Sorted& hit) { return !before(*after, hit.position); });
    const auto shown = std::min(query.limit, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(shown), before, &Sorted::position);

    Candidate candidate{store, query};
    Page<Incident> page;
    for (std::size_t i = 0; i < shown; ++i)
        page.items.push_back(candidate.incident(found[i].row));
    if (shown > 0 && shown < found.size()) page.next_cursor = to_cursor(found[shown - 1].position, query);
    return page;
}

} // namespace

Page<Incident> search_incidents(Connection& store, Connection& index, const IncidentQuery& query) {
    // One customer's incidents are few, while a common word has a million hits.
    if (query.scope.customer || query.customer) return list_incidents(store, query, &index);
    const auto after = position_of(query);
    const auto expression = search_expression(*query.text, true);
    if (!expression || (!query.scope.all && !query.scope.agent)) return {};
    return query.sort == SortKey::created ? by_creation(store, index, query, *expression, after)
                                          : by_key(store, index, query, *expression, after);
}

} // namespace resuelve::sqlite
