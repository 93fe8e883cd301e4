#include "adapters/sqlite/overview.hpp"

namespace resuelve::sqlite {
namespace {

constexpr int rows_at_once = 5'000; ///< some ten milliseconds

template <class Tag>
std::optional<Id<Tag>> optional_id(const Statement& row, int column, std::optional<Id<Tag>>) {
    const auto uuid = row.optional_uuid(column);
    return uuid ? std::optional{Id<Tag>{*uuid}} : std::nullopt;
}

incidents::Incident incident_of(const Statement& row) {
    incidents::Incident incident;
    incident.created_at = row.instant(1);
    incident.status = static_cast<incidents::Status>(row.integer(2));
    if (const auto how = row.optional_integer(3)) incident.closed_as = static_cast<incidents::ClosedAs>(*how);
    incident.priority = static_cast<incidents::Priority>(row.integer(4));
    incident.channel = static_cast<incidents::Channel>(row.integer(5));
    incident.category = row.optional_text(6);
    incident.team_id = optional_id(row, 7, incident.team_id);
    incident.assignee_id = optional_id(row, 8, incident.assignee_id);
    incident.customer_id = optional_id(row, 9, incident.customer_id);
    incident.escalated = row.integer(10) != 0;
    if (const auto score = row.optional_integer(11))
        incident.satisfaction = incidents::Satisfaction{.score = static_cast<int>(*score), .comment = {}};
    incident.deadlines.answer_by = row.instant(12);
    incident.first_answered_at = row.optional_instant(13);
    incident.answered_at = row.optional_instant(14);
    return incident;
}

} // namespace

Facts facts_after(Connection& connection, std::int64_t after_row) {
    auto rows =
        connection.prepare("SELECT incident, created, status, closed_as, priority, channel, category, team, assignee,"
                           " customer, escalated, score, answer_by, first_answer, answered FROM facts"
                           " WHERE incident > ?1 ORDER BY incident LIMIT ?2");
    rows.bind_all(after_row, rows_at_once);
    Facts facts;
    while (rows.step()) {
        facts.incidents.push_back(incident_of(rows));
        facts.last_row = rows.integer(0);
    }
    return facts;
}

} // namespace resuelve::sqlite
