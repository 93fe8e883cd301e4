#include "adapters/sqlite/facts.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace resuelve::sqlite {
namespace {

constexpr std::string_view columns = "facts.created, facts.status, facts.closed_as, facts.priority, facts.channel,"
                                     " facts.category, facts.team, facts.assignee, facts.escalated, facts.score,"
                                     " facts.answer_by, facts.first_answer, facts.answered, facts.product";

struct FactsWalk {
    std::string_view index;
    std::string_view column; ///< has one value
    std::string_view key;    ///< gives the order
};

const FactsWalk& walk_of(FactsOf of) {
    static constexpr FactsWalk by_creation{"incidents_created", "open", "created"};
    static constexpr FactsWalk by_product{"incidents_created_product", "product", "created"};
    static constexpr FactsWalk by_deadline{"incidents_deadline", "open", "deadline"};
    switch (of) {
    case FactsOf::product:
        return by_product;
    case FactsOf::overdue_ones:
        return by_deadline;
    default:
        return by_creation;
    }
}

/// Of `columns`.
incidents::Incident incident_in(const Statement& row) {
    incidents::Incident incident;
    incident.created_at = row.instant(0);
    incident.status = static_cast<incidents::Status>(row.integer(1));
    if (const auto how = row.optional_integer(2)) incident.closed_as = static_cast<incidents::ClosedAs>(*how);
    incident.priority = static_cast<incidents::Priority>(row.integer(3));
    incident.channel = static_cast<incidents::Channel>(row.integer(4));
    incident.category = row.optional_text(5);
    incident.team_id = row.optional_id<TeamId>(6);
    incident.assignee_id = row.optional_id<EmployeeId>(7);
    incident.escalated = row.integer(8) != 0;
    if (const auto score = row.optional_integer(9))
        incident.satisfaction = incidents::Satisfaction{.score = static_cast<int>(*score), .comment = {}};
    incident.deadlines.answer_by = row.instant(10);
    incident.first_answered_at = row.optional_instant(11);
    incident.answered_at = row.optional_instant(12);
    if (auto product = row.optional_text(13)) incident.order.emplace().product = std::move(product);
    return incident;
}

} // namespace

void store_facts(Connection& connection, std::int64_t number, const IncidentRow& row) {
    const auto closed_as = row.closed_as ? std::optional{static_cast<int>(*row.closed_as)} : std::nullopt;
    connection
        .prepare("REPLACE INTO facts(incident, created, status, closed_as, priority, channel, category, team, assignee,"
                 " customer, escalated, score, answer_by, first_answer, answered, product)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)")
        .bind_all(number, row.created, static_cast<int>(row.status), closed_as, static_cast<int>(row.priority),
                  static_cast<int>(row.channel), row.category, row.team, row.assignee, row.customer, row.escalated,
                  row.score, row.deadline, row.first_answer, row.answered, row.product)
        .run();
}

incidents::Incident facts_of(Connection& connection, std::int64_t number) {
    auto row = connection.prepare(fmt::format("SELECT {} FROM facts WHERE incident = ?1", columns));
    row.bind(1, number);
    if (!row.step()) throw Error{SQLITE_CORRUPT, fmt::format("incident {} is not among the facts", number)};
    return incident_in(row);
}

std::vector<incidents::Incident> facts_after(Connection& connection, const FactsQuery& query,
                                             const std::optional<incidents::Incident>& after) {
    const auto& walk = walk_of(query.of);
    auto rows = connection.prepare(
        fmt::format("SELECT {0}, incidents.id FROM incidents INDEXED BY {1} CROSS JOIN facts ON incident = row"
                    " WHERE incidents.{2} = ?1 AND (incidents.{3}, id) > (?2, ?3) AND incidents.{3} < ?4"
                    " ORDER BY incidents.{3}, id LIMIT ?5",
                    columns, walk.index, walk.column, walk.key));
    if (query.of == FactsOf::product)
        rows.bind(1, query.product);
    else
        rows.bind(1, query.of != FactsOf::closed_ones);
    const bool by_deadline = query.of == FactsOf::overdue_ones;
    if (after)
        rows.bind(2, by_deadline ? after->deadlines.answer_by : after->created_at).bind(3, after->id);
    else
        rows.bind(2, query.from).bind(3, IncidentId{}); // no incident has that one
    rows.bind(4, query.until).bind(5, facts_at_once);
    std::vector<incidents::Incident> found;
    while (rows.step()) {
        found.push_back(incident_in(rows));
        found.back().id.value = rows.uuid(14);
    }
    return found;
}

std::int64_t count_open(Connection& connection, const incidents::TalliedPeriod::Part& part,
                        const std::optional<TeamId>& team) {
    auto row = connection.prepare(team ? "SELECT count(*) FROM incidents INDEXED BY incidents_created_team"
                                         " WHERE team = ?3 AND open = 1 AND created >= ?1 AND created < ?2"
                                       : "SELECT count(*) FROM incidents INDEXED BY incidents_created"
                                         " WHERE open = 1 AND created >= ?1 AND created < ?2");
    row.bind_all(part.from, part.until);
    if (team) row.bind(3, *team);
    row.step();
    return row.integer(0);
}

incidents::Tallies tallies_of_all(Connection& connection) {
    incidents::Tallies tallies;
    auto rows = connection.prepare(fmt::format("SELECT {} FROM facts", columns));
    while (rows.step())
        tallies += incidents::Tallies{incident_in(rows)};
    return tallies;
}

} // namespace resuelve::sqlite
