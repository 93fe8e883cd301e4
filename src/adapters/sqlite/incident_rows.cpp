#include "adapters/sqlite/incident_rows.hpp"

#include "adapters/sqlite/facts.hpp"
#include "adapters/sqlite/search_words.hpp"
#include "domain/access/email.hpp"
#include "domain/incidents/incident_json.hpp"
#include "domain/incidents/search_text.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/http/problem.hpp"

#include <sqlite3.h>

namespace resuelve::sqlite {
namespace {

/// Columns that are set together, and the indexes that they are in need not be touched if they stay.
struct Group {
    std::string_view assignment;
    bool changed;
};

template <class Enumeration>
std::optional<std::int64_t> number(const std::optional<Enumeration>& value) {
    return value ? std::optional{static_cast<std::int64_t>(*value)} : std::nullopt;
}

/// Binds what stands in every parameter list: insert and update number them alike.
void bind(Statement& statement, const IncidentRow& row) {
    statement.bind_all(row.id, row.reference, row.version, row.open, static_cast<int>(row.status),
                       static_cast<int>(row.priority), row.created, row.updated, row.deadline, row.due, row.team,
                       row.assignee, row.customer, row.category, row.contact_email, row.escalated, row.tags,
                       row.search_print, static_cast<int>(row.channel), number(row.closed_as), row.score,
                       row.first_answer, number(row.how_answered), row.product, number(row.approval), row.snoozed,
                       row.doc);
}

[[noreturn]] void throw_stale() {
    throw Problem{Problem::stale_version, "Somebody else changed the incident meanwhile."};
}

/// The address as it is compared; as it is if it is none.
std::string email_key(const std::string& text) {
    const auto email = Email::parse(text);
    return email ? email->key() : text;
}

/// Changes when the text does.
std::int64_t print(const incidents::SearchText& text) {
    const auto digest = Sha256{}.add(text.everybody).add("\n").add(text.employees).finish();
    std::int64_t print = 0;
    for (std::size_t i = 0; i < 8; ++i)
        print = static_cast<std::int64_t>(static_cast<std::uint64_t>(print) << 8 | digest[i]);
    return print;
}

} // namespace

IncidentRow::IncidentRow(const incidents::Incident& incident) :
    id{incident.id}, reference{incident.reference.value}, version{incident.version},
    open{incident.status != incidents::Status::closed}, status{incident.status}, priority{incident.priority},
    created{incident.created_at}, updated{incident.updated_at}, deadline{incident.deadlines.answer_by},
    due{incidents::due_at(incident)}, team{incident.team_id}, assignee{incident.assignee_id},
    customer{incident.customer_id}, category{incident.category}, escalated{incident.escalated},
    closed_as{incident.closed_as}, channel{incident.channel}, first_answer{incident.first_answered_at},
    answered{incident.answered_at}, how_answered{incidents::how_answered(incident)}, snoozed{incident.snoozed_until()},
    tallies{incident}, search_print{print(incidents::search_text(incident))},
    doc{boost::json::serialize(incidents::to_stored(incident))} {
    if (!incident.customer_id && incident.contact) contact_email = email_key(incident.contact->email);
    if (incident.satisfaction) score = incident.satisfaction->score;
    if (incident.order) product = incident.order->product;
    if (incident.approval) approval = incident.approval->status;
    for (const auto& tag : incident.tags)
        tags += tag_line(tag);
}

incidents::Incident incident_of(std::string_view doc) {
    try {
        return incidents::from_stored(boost::json::parse(doc).as_object());
    } catch (const std::exception& e) {
        throw Error{SQLITE_CORRUPT, std::string{"an incident in the store is damaged: "} + e.what()};
    }
}

std::string tag_line(std::string_view tag) {
    return fmt::format("\n{}\n", tag);
}

std::int64_t insert_incident(Connection& connection, const IncidentRow& row) {
    auto insert = connection.prepare(
        "INSERT INTO incidents(id, reference, version, open, status, priority, created, updated, deadline, due, team,"
        " assignee, customer, category, contact_email, escalated, tags, search_print, channel, closed_as, score,"
        " first_answer, answered, product, approval, snoozed, doc) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
        "?11, ?12, "
        "?13, ?14,"
        " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)");
    bind(insert, row);
    try {
        insert.run();
    } catch (const Error& e) {
        if (e.is_unique_violation()) throw_stale();
        throw;
    }
    const auto incident = connection.last_rowid();
    store_facts(connection, incident, row);
    return incident;
}

Replaced update_incident(Connection& connection, SearchIndex& search, const IncidentRow& row, std::int64_t before) {
    auto old = connection.prepare(
        "SELECT row, version, open, status, priority, deadline, due, team, assignee, customer, category, contact_email,"
        " search_print, closed_as, score, first_answer, answered, product, approval, snoozed FROM incidents WHERE id = "
        "?1");
    old.bind(1, row.id);
    if (!old.step() || old.integer(1) != before) throw_stale();
    const auto incident = old.integer(0);
    const std::array groups{
        Group{", open = ?4", old.integer(2) != row.open},
        Group{", status = ?5", old.integer(3) != static_cast<int>(row.status)},
        Group{", priority = ?6", old.integer(4) != static_cast<int>(row.priority)},
        Group{", deadline = ?9", old.instant(5) != row.deadline},
        Group{", due = ?10", old.optional_instant(6) != row.due},
        Group{", team = ?11", old.optional_id<TeamId>(7) != row.team},
        Group{", assignee = ?12", old.optional_id<EmployeeId>(8) != row.assignee},
        Group{", customer = ?13", old.optional_id<CustomerId>(9) != row.customer},
        Group{", category = ?14", old.optional_text(10) != row.category},
        Group{", contact_email = ?15", old.optional_text(11) != row.contact_email},
        Group{", closed_as = ?20", old.optional_integer(13) != number(row.closed_as)},
        Group{", score = ?21", old.optional_integer(14) != row.score},
        Group{", first_answer = ?22", old.optional_instant(15) != row.first_answer},
        Group{", answered = ?23", old.optional_integer(16) != number(row.how_answered)},
        Group{", product = ?24", old.optional_text(17) != row.product},
        Group{", approval = ?25", old.optional_integer(18) != number(row.approval)},
        Group{", snoozed = ?26", old.optional_instant(19) != row.snoozed},
    };
    const bool found_differently = old.integer(12) != row.search_print;
    old.reset();
    if (found_differently) search.mark(connection, search_rowid(incident, 0));

    std::string sql{
        "UPDATE incidents SET version = ?3, updated = ?8, escalated = ?16, tags = ?17, search_print = ?18, doc = ?27"};
    for (const auto& group : groups)
        if (group.changed) sql += group.assignment;
    auto update = connection.prepare(sql + " WHERE id = ?1");
    bind(update, row);
    update.run();
    Replaced replaced{.row = incident, .tallies = incidents::Tallies{facts_of(connection, incident)}};
    store_facts(connection, incident, row);
    return replaced;
}

} // namespace resuelve::sqlite
