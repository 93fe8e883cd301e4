#include "adapters/mongodb/employee_store.hpp"

#include "adapters/mongodb/answers.hpp"
#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/employee_document.hpp"
#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/id_cursor.hpp"
#include "adapters/mongodb/links.hpp"
#include "adapters/mongodb/named.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>

namespace resuelve::mongodb {
namespace {

using employees::Employee;
using employees::Link;
using employees::Team;

constexpr std::string_view people = "employees";
constexpr std::string_view teams_collection = "teams";

/// All but what only this adapter reads.
Document own_fields() {
    return {{"links", 0}, {"outbox", 0}};
}

std::optional<Employee> find_employee(Connection& connection, Document filter) {
    const auto row = connection.find_one(people, {.filter = std::move(filter), .projection = own_fields()});
    return row ? std::optional{employee_in(*row)} : std::nullopt;
}

std::optional<Team> find_team_now(Connection& connection, TeamId id) {
    const auto row = connection.find_one(teams_collection,
                                         {.filter = {{"_id", id}, {"removed", false}}, .projection = {{"outbox", 0}}});
    return row ? std::optional{team_in(*row)} : std::nullopt;
}

bool has_admin(Connection& connection) {
    return connection
        .find_one(people, {.filter = {{"role", "admin"}, {"state", "active"}},
                           .projection = {{"_id", 1}},
                           .index = "employees_by_role"})
        .has_value();
}

/// What a change depends on besides the employee's own document.
struct Bonds {
    bool ends_admin = false;
    std::vector<TeamId> joined{};

    bool none() const { return !ends_admin && joined.empty(); }
};

Bonds bonds_of(const Employee& changed, const std::optional<Employee>& stored) {
    Bonds bonds{.ends_admin = stored && stored->is_active_admin() && !changed.is_active_admin()};
    for (const auto& team : changed.team_ids)
        if (!stored || std::ranges::find(stored->team_ids, team) == stored->team_ids.end())
            bonds.joined.push_back(team);
    return bonds;
}

/// Within the transaction that has written the employee. What is only read here is written to as well, so that a
/// transaction that changes it meanwhile conflicts: snapshots alone would let both through.
void hold(Connection& connection, const Bonds& bonds) {
    const Document once_more{{"$inc", Document{{"changes", 1}}}};
    if (bonds.ends_admin) {
        connection.update_one("guards", {{"_id", "administrators"}}, once_more, true);
        if (!has_admin(connection)) throw Problem{Problem::conflict, "Somebody has to remain an administrator."};
    }
    for (const auto& team : bonds.joined)
        if (connection.update_one(teams_collection, {{"_id", team}, {"removed", false}}, once_more).matched == 0)
            throw Problem{Problem::invalid, {}, {{"/team_ids", "unknown", "There is no such team"}}};
}

void write(Connection& connection, const employees::Change& change) {
    const auto fields = employee_fields(change.employee);
    write_person(connection, people,
                 {.fields = fields,
                  .events = change.events,
                  .used_link = change.used_link,
                  .new_link = change.new_link ? std::optional{link_item(*change.new_link)} : std::nullopt,
                  .keeps_links = change.employee.state != employees::State::disabled});
}

void write(Connection& connection, const employees::TeamChange& change) {
    const auto& team = change.team;
    auto fields = team_fields(team);
    const auto events = outbox_items(change.events);
    if (team.version == 1) {
        fields.append("outbox", events);
        connection.insert(teams_collection, fields);
        return;
    }
    const Document filter{{"_id", team.id}, {"version", team.version - 1}, {"removed", false}};
    const Document computed{{"outbox", appended("outbox", events)}};
    if (connection.update_one(teams_collection, filter, set_pipeline(fields, computed)).matched == 0)
        throw NotWritten{};
}

void refuse_answered(Connection& connection, const std::optional<http::RecordedAnswer>& answer) {
    if (answer && find_recorded_answer(connection, answer->key)) throw http::AlreadyAnswered{};
}

/// Tells why nothing was written; `why` is what the write threw.
[[noreturn]] void refuse(Connection& connection, const employees::Change& change, const std::exception_ptr& why) {
    refuse_answered(connection, change.answer);
    try {
        std::rethrow_exception(why);
    } catch (const Error& error) {
        if (error.duplicate_index() == "employees_by_email") throw Problem{Problem::email_taken};
        throw Problem{Problem::stale_version};
    } catch (const NotWritten&) {
        const auto stored = find_employee(connection, {{"_id", change.employee.id}});
        const auto version = stored ? stored->version : 0;
        if (change.used_link && version == change.employee.version - 1) throw Problem{Problem::not_found};
        throw Problem{Problem::stale_version};
    }
}

[[noreturn]] void refuse(Connection& connection, const employees::TeamChange& change, const std::exception_ptr& why) {
    refuse_answered(connection, change.answer);
    try {
        std::rethrow_exception(why);
    } catch (const Error& error) {
        if (error.duplicate_index() == "teams_by_name") throw Problem{Problem::conflict, "Another team has that name."};
        throw Problem{Problem::stale_version};
    } catch (const NotWritten&) {
        throw Problem{Problem::stale_version};
    }
}

/// Whether refuse() has more to say about it.
bool is_refusal(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const Error& fault) {
        return fault.is_duplicate_key();
    } catch (const NotWritten&) {
        return true;
    } catch (const Problem& problem) {
        return problem.code() == Problem::conflict || problem.code() == Problem::invalid;
    } catch (...) {
        return false;
    }
}

void require_nobody_in(Connection& connection, TeamId team) {
    if (connection.find_one(people, {.filter = {{"team_ids", team}}, .projection = {{"_id", 1}}}))
        throw Problem{Problem::conflict, "Employees belong to the team."};
}

/// The document stays until its events are published.
void remove_now(Connection& connection, const Team& team, std::span<const events::Event> events) {
    const Document filter{{"_id", team.id}, {"version", team.version}, {"removed", false}};
    const Document more{{"outbox", Document{{"$each", outbox_items(events)}}}};
    const Document removal{{"$set", Document{{"removed", true}}}, {"$push", more}};
    if (connection.update_one(teams_collection, filter, removal).matched == 0) throw Problem{Problem::stale_version};
    connection.delete_many(teams_collection, {{"_id", team.id}, {"removed", true}, {"outbox", Array{}}});
}

} // namespace

awaitable<std::optional<Employee>> EmployeeStore::find(EmployeeId id) {
    return database_.read([id](Connection& connection) { return find_employee(connection, {{"_id", id}}); });
}

awaitable<std::optional<Employee>> EmployeeStore::find(Email email) {
    return database_.read([email = std::move(email)](Connection& connection) {
        return find_employee(connection, {{"email_key", email.key()}});
    });
}

awaitable<employees::Page> EmployeeStore::list(employees::EmployeeQuery query) {
    return database_.read([query = std::move(query)](Connection& connection) {
        Document filter{{"_id", Document{{"$gt", read_id_cursor<EmployeeId>(query.cursor)}}}};
        if (query.state) filter.append("state", json::enum_name(*query.state));
        if (query.team) filter.append("team_ids", *query.team);
        employees::Page page;
        for (const auto& row : connection.find(
                 people,
                 {.filter = filter, .sort = {{"_id", 1}}, .projection = own_fields(), .limit = query.limit + 1}))
            page.items.push_back(employee_in(row));
        if (page.items.size() > query.limit) {
            page.items.pop_back();
            page.next_cursor = page.items.back().id.to_string();
        }
        return page;
    });
}

awaitable<bool> EmployeeStore::has_active_admin() {
    return database_.read(has_admin);
}

awaitable<void> EmployeeStore::commit(employees::Change change) {
    const auto stored = co_await find(change.employee.id);
    // If somebody else changed it meanwhile the version refuses it, so that these are the bonds of what is written.
    const auto bonds = bonds_of(change.employee, stored);
    std::exception_ptr why;
    try {
        if (bonds.none() && !change.answer)
            co_await write_audited(database_, change.audit,
                                   [change](Connection& connection) { write(connection, change); });
        else
            co_await database_.transaction_in_turn([change, bonds](Connection& connection) {
                if (change.answer) record_answer(connection, *change.answer);
                write(connection, change);
                hold(connection, bonds);
                append_audit(connection, change.audit);
            });
    } catch (...) {
        why = std::current_exception();
    }
    if (why && !is_refusal(why)) std::rethrow_exception(why);
    if (why) co_await database_.read([&](Connection& connection) { refuse(connection, change, why); });
    if (!change.events.empty()) outbox_.committed();
}

awaitable<void> EmployeeStore::add_link(Link link, std::vector<events::Event> events) {
    const bool told = !events.empty();
    co_await database_.write([link, events = std::move(events)](Connection& connection) {
        replace_link(connection, people, link.employee.value, link_item(link), events);
    });
    if (told) outbox_.committed();
}

awaitable<std::optional<Link>> EmployeeStore::find_link(Sha256Digest digest) {
    return database_.read([digest](Connection& connection) -> std::optional<Link> {
        const auto row = mongodb::find_link(connection, people, digest);
        if (!row) return std::nullopt;
        const auto link = (*row)["links"].items().at(0).document();
        return Link{.digest = digest,
                    .employee = (*row)["_id"].id<EmployeeId>(),
                    .purpose = named<employees::Purpose>(link["purpose"]),
                    .expires_at = link["expires_at"].instant()};
    });
}

awaitable<void> EmployeeStore::forget_links(Instant expired_before) {
    return database_.write(
        [expired_before](Connection& connection) { forget_expired_links(connection, people, expired_before); });
}

awaitable<std::optional<Team>> EmployeeStore::find_team(TeamId id) {
    return database_.read([id](Connection& connection) { return find_team_now(connection, id); });
}

awaitable<std::vector<Team>> EmployeeStore::teams() {
    return database_.read([](Connection& connection) {
        std::vector<Team> all;
        for (const auto& row : connection.find(teams_collection, {.filter = {{"removed", false}},
                                                                  .sort = {{"name_key", 1}},
                                                                  .projection = {{"outbox", 0}},
                                                                  .index = "teams_by_name"}))
            all.push_back(team_in(row));
        return all;
    });
}

awaitable<void> EmployeeStore::commit(employees::TeamChange change) {
    std::exception_ptr why;
    try {
        if (!change.answer)
            co_await write_audited(database_, change.audit,
                                   [change](Connection& connection) { write(connection, change); });
        else
            co_await database_.transaction_in_turn([change](Connection& connection) {
                record_answer(connection, *change.answer);
                write(connection, change);
                append_audit(connection, change.audit);
            });
    } catch (...) {
        why = std::current_exception();
    }
    if (why && !is_refusal(why)) std::rethrow_exception(why);
    if (why) co_await database_.read([&](Connection& connection) { refuse(connection, change, why); });
    if (!change.events.empty()) outbox_.committed();
}

awaitable<void> EmployeeStore::remove(Team team, std::vector<events::Event> events,
                                      std::vector<access::AuditRecord> audit) {
    const bool told = !events.empty();
    co_await database_.transaction_in_turn(
        [team = std::move(team), events = std::move(events), audit = std::move(audit)](Connection& connection) {
            require_nobody_in(connection, team.id);
            remove_now(connection, team, events);
            append_audit(connection, audit);
        });
    if (told) outbox_.committed();
}

awaitable<std::optional<http::RecordedAnswer>> EmployeeStore::recorded_answer(std::string key) {
    return database_.read(
        [key = std::move(key)](Connection& connection) { return find_recorded_answer(connection, key); });
}

awaitable<void> EmployeeStore::forget_answers(Instant before) {
    return database_.write([before](Connection& connection) { forget_recorded_answers(connection, before); });
}

} // namespace resuelve::mongodb
