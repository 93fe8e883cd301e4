#include "adapters/sqlite/employee_store.hpp"

#include "adapters/sqlite/answers.hpp"
#include "adapters/sqlite/audit_log.hpp"
#include "adapters/sqlite/id_cursor.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"
#include "platform/json/text.hpp"

namespace resuelve::sqlite {

const std::string_view employees_schema = R"sql(
CREATE TABLE employees(
    id             BLOB PRIMARY KEY,
    email          TEXT NOT NULL,         -- as it was given
    email_key      TEXT NOT NULL UNIQUE,  -- as it is compared
    first_name     TEXT NOT NULL,
    last_name      TEXT NOT NULL,
    role           TEXT NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
    state          TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    language       TEXT NOT NULL,
    password_hash  TEXT,
    sealed_seed    TEXT,                  -- of the second factor; null without one
    confirmed      INTEGER NOT NULL,
    last_used_step INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX employees_admins ON employees(id) WHERE role = 'admin' AND state = 'active';
CREATE TABLE recovery_codes(
    employee BLOB NOT NULL REFERENCES employees(id),
    place    INTEGER NOT NULL,
    digest   BLOB NOT NULL,               -- SHA-256 of the code
    PRIMARY KEY (employee, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE teams(
    id         BLOB PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL UNIQUE,      -- without case and accents
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE team_members(
    employee BLOB NOT NULL REFERENCES employees(id),
    place    INTEGER NOT NULL,
    team     BLOB NOT NULL REFERENCES teams(id),
    PRIMARY KEY (employee, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_members_by_team ON team_members(team, employee);
CREATE TABLE employee_links(
    digest     BLOB PRIMARY KEY,          -- SHA-256 of the token
    employee   BLOB NOT NULL REFERENCES employees(id),
    purpose    TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX employee_links_by_employee ON employee_links(employee);
)sql";

const std::string_view employee_passkeys_schema = R"sql(
ALTER TABLE employees ADD COLUMN passkeys TEXT; -- as access::written() gives them
)sql";

namespace {

using employees::Employee;
using employees::Link;
using employees::Team;

constexpr std::string_view columns =
    "id, email, first_name, last_name, role, state, language, password_hash, sealed_seed, confirmed, last_used_step, "
    "version, created_at, updated_at, passkeys";

std::vector<TeamId> read_teams(Connection& connection, EmployeeId employee) {
    auto select = connection.prepare("SELECT team FROM team_members WHERE employee = ?1 ORDER BY place");
    select.bind(1, employee);
    std::vector<TeamId> teams;
    while (select.step())
        teams.push_back(TeamId{select.uuid(0)});
    return teams;
}

std::vector<Sha256Digest> read_recovery_codes(Connection& connection, EmployeeId employee) {
    auto select = connection.prepare("SELECT digest FROM recovery_codes WHERE employee = ?1 ORDER BY place");
    select.bind(1, employee);
    std::vector<Sha256Digest> codes;
    while (select.step()) {
        Sha256Digest digest{};
        std::ranges::copy_n(select.blob(0).begin(), std::ssize(digest), digest.begin());
        codes.push_back(digest);
    }
    return codes;
}

Employee read_employee(Connection& connection, const Statement& row) {
    Employee employee{.id = EmployeeId{row.uuid(0)},
                      .email = Email::parse(row.text(1)).value(),
                      .first_name = std::string{row.text(2)},
                      .last_name = std::string{row.text(3)},
                      .role = json::enum_from<employees::Position>(row.text(4)).value(),
                      .state = json::enum_from<employees::State>(row.text(5)).value(),
                      .language = std::string{row.text(6)},
                      .password_hash = row.optional_text(7),
                      .passkeys = access::read_passkeys(row.optional_text(14)),
                      .version = row.integer(11),
                      .created_at = row.instant(12),
                      .updated_at = row.instant(13)};
    employee.team_ids = read_teams(connection, employee.id);
    if (!row.is_null(8))
        employee.second_factor =
            employees::SecondFactor{.sealed_seed = std::string{row.text(8)},
                                    .confirmed = row.integer(9) != 0,
                                    .last_used_step = row.integer(10),
                                    .recovery_codes = read_recovery_codes(connection, employee.id)};
    return employee;
}

bool is_active_admin(Connection& connection, EmployeeId id) {
    auto select = connection.prepare("SELECT 1 FROM employees WHERE id = ?1 AND role = 'admin' AND state = 'active'");
    return select.bind(1, id).step();
}

bool has_admin(Connection& connection) {
    return connection.prepare("SELECT 1 FROM employees WHERE role = 'admin' AND state = 'active' LIMIT 1").step();
}

void write_employee(Connection& connection, const Employee& employee) {
    static constexpr std::string_view insert =
        "INSERT INTO employees(id, email, email_key, first_name, last_name, role, state, language, password_hash, "
        "sealed_seed, confirmed, last_used_step, version, created_at, updated_at, passkeys) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
    static constexpr std::string_view update =
        "UPDATE employees SET email = ?2, email_key = ?3, first_name = ?4, last_name = ?5, role = ?6, state = ?7, "
        "language = ?8, password_hash = ?9, sealed_seed = ?10, confirmed = ?11, last_used_step = ?12, version = ?13, "
        "created_at = ?14, updated_at = ?15, passkeys = ?16 WHERE id = ?1 AND version = ?13 - 1";
    const auto factor = employee.second_factor.value_or(employees::SecondFactor{});
    auto statement = connection.prepare(employee.version == 1 ? insert : update);
    statement.bind_all(employee.id, employee.email.text(), employee.email.key(), employee.first_name,
                       employee.last_name, json::enum_name(employee.role), json::enum_name(employee.state),
                       employee.language, employee.password_hash,
                       employee.second_factor ? std::optional{factor.sealed_seed} : std::nullopt, factor.confirmed,
                       factor.last_used_step, employee.version, employee.created_at, employee.updated_at,
                       access::written(employee.passkeys));
    try {
        statement.run();
    } catch (const Error& error) {
        if (!error.is_unique_violation()) throw;
        throw Problem{Problem::email_taken};
    }
    if (connection.changes() == 0) throw Problem{Problem::stale_version};
}

void write_teams(Connection& connection, const Employee& employee) {
    connection.prepare("DELETE FROM team_members WHERE employee = ?1").bind(1, employee.id).run();
    auto exists = connection.prepare("SELECT 1 FROM teams WHERE id = ?1");
    auto insert = connection.prepare("INSERT INTO team_members(employee, place, team) VALUES (?1, ?2, ?3)");
    for (std::size_t place = 0; place < employee.team_ids.size(); ++place) {
        exists.bind(1, employee.team_ids[place]);
        if (!exists.step()) throw Problem{Problem::invalid, {}, {{"/team_ids", "unknown", "There is no such team"}}};
        exists.reset();
        insert.bind_all(employee.id, place, employee.team_ids[place]).run();
    }
}

void write_recovery_codes(Connection& connection, const Employee& employee) {
    connection.prepare("DELETE FROM recovery_codes WHERE employee = ?1").bind(1, employee.id).run();
    if (!employee.second_factor) return;
    auto insert = connection.prepare("INSERT INTO recovery_codes(employee, place, digest) VALUES (?1, ?2, ?3)");
    const auto& codes = employee.second_factor->recovery_codes;
    for (std::size_t place = 0; place < codes.size(); ++place)
        insert.bind_all(employee.id, place, std::span{codes[place]}).run();
}

void replace_link(Connection& connection, const Link& link) {
    const auto purpose = json::enum_name(link.purpose);
    connection.prepare("DELETE FROM employee_links WHERE employee = ?1 AND purpose = ?2")
        .bind_all(link.employee, purpose)
        .run();
    connection.prepare("INSERT INTO employee_links(digest, employee, purpose, expires_at) VALUES (?1, ?2, ?3, ?4)")
        .bind_all(std::span{link.digest}, link.employee, purpose, link.expires_at)
        .run();
}

void use_link(Connection& connection, const Sha256Digest& digest) {
    connection.prepare("DELETE FROM employee_links WHERE digest = ?1").bind(1, std::span{digest}).run();
    if (connection.changes() == 0) throw Problem{Problem::not_found};
}

Team read_team(const Statement& row) {
    return {.id = TeamId{row.uuid(0)},
            .name = std::string{row.text(1)},
            .version = row.integer(2),
            .created_at = row.instant(3),
            .updated_at = row.instant(4)};
}

void write_team(Connection& connection, const Team& team) {
    auto statement = connection.prepare(
        team.version == 1
            ? "INSERT INTO teams(id, name, name_key, version, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            : "UPDATE teams SET name = ?2, name_key = ?3, version = ?4, created_at = ?5, updated_at = ?6 "
              "WHERE id = ?1 AND version = ?4 - 1");
    statement.bind_all(team.id, team.name, text::folded(team.name), team.version, team.created_at, team.updated_at);
    try {
        statement.run();
    } catch (const Error& error) {
        if (!error.is_unique_violation()) throw;
        throw Problem{Problem::conflict, "Another team has that name."};
    }
    if (connection.changes() == 0) throw Problem{Problem::stale_version};
}

} // namespace

awaitable<std::optional<Employee>> EmployeeStore::find(EmployeeId id) {
    static const auto sql = fmt::format("SELECT {} FROM employees WHERE id = ?1", columns);
    co_return database_.read_now([id](Connection& connection) -> std::optional<Employee> {
        auto select = connection.prepare(sql);
        if (!select.bind(1, id).step()) return std::nullopt;
        return read_employee(connection, select);
    });
}

awaitable<std::optional<Employee>> EmployeeStore::find(Email email) {
    static const auto sql = fmt::format("SELECT {} FROM employees WHERE email_key = ?1", columns);
    co_return database_.read_now([&email](Connection& connection) -> std::optional<Employee> {
        auto select = connection.prepare(sql);
        if (!select.bind(1, email.key()).step()) return std::nullopt;
        return read_employee(connection, select);
    });
}

awaitable<employees::Page> EmployeeStore::list(employees::EmployeeQuery query) {
    static const auto sql =
        fmt::format("SELECT {} FROM employees WHERE id > ?1 AND (?3 IS NULL OR state = ?3) AND (?4 IS NULL OR "
                    "EXISTS (SELECT 1 FROM team_members WHERE team = ?4 AND employee = employees.id)) "
                    "ORDER BY id LIMIT ?2",
                    columns);
    co_return co_await database_.read([query = std::move(query)](Connection& connection) {
        auto select = connection.prepare(sql);
        select.bind_all(read_id_cursor<EmployeeId>(query.cursor), query.limit + 1,
                        query.state ? std::optional{json::enum_name(*query.state)} : std::nullopt, query.team);
        employees::Page page;
        while (select.step()) {
            if (page.items.size() == query.limit) {
                page.next_cursor = page.items.back().id.to_string();
                break;
            }
            page.items.push_back(read_employee(connection, select));
        }
        return page;
    });
}

awaitable<bool> EmployeeStore::has_active_admin() {
    co_return database_.read_now(has_admin);
}

awaitable<void> EmployeeStore::commit(employees::Change change) {
    co_await database_.write([this, change = std::move(change)](Connection& connection) {
        const auto& employee = change.employee;
        if (change.answer) record_answer(connection, *change.answer);
        const bool was_admin = is_active_admin(connection, employee.id);
        write_employee(connection, employee);
        if (was_admin && !has_admin(connection))
            throw Problem{Problem::conflict, "Somebody has to remain an administrator."};
        write_teams(connection, employee);
        write_recovery_codes(connection, employee);
        if (change.used_link) use_link(connection, *change.used_link);
        if (change.new_link) replace_link(connection, *change.new_link);
        if (employee.state == employees::State::disabled)
            connection.prepare("DELETE FROM employee_links WHERE employee = ?1").bind(1, employee.id).run();
        append_audit(connection, change.audit);
        outbox_.append(connection, change.events);
    });
}

awaitable<void> EmployeeStore::add_link(Link link, std::vector<events::Event> events) {
    co_await database_.write([this, link, events = std::move(events)](Connection& connection) {
        replace_link(connection, link);
        outbox_.append(connection, events);
    });
}

awaitable<std::optional<Link>> EmployeeStore::find_link(Sha256Digest digest) {
    co_return database_.read_now([&digest](Connection& connection) -> std::optional<Link> {
        auto select = connection.prepare("SELECT employee, purpose, expires_at FROM employee_links WHERE digest = ?1");
        if (!select.bind(1, std::span{digest}).step()) return std::nullopt;
        return Link{.digest = digest,
                    .employee = EmployeeId{select.uuid(0)},
                    .purpose = json::enum_from<employees::Purpose>(select.text(1)).value(),
                    .expires_at = select.instant(2)};
    });
}

awaitable<void> EmployeeStore::forget_links(Instant expired_before) {
    co_await database_.write([expired_before](Connection& connection) {
        connection.prepare("DELETE FROM employee_links WHERE expires_at < ?1").bind(1, expired_before).run();
    });
}

awaitable<std::optional<Team>> EmployeeStore::find_team(TeamId id) {
    co_return database_.read_now([id](Connection& connection) -> std::optional<Team> {
        auto select = connection.prepare("SELECT id, name, version, created_at, updated_at FROM teams WHERE id = ?1");
        if (!select.bind(1, id).step()) return std::nullopt;
        return read_team(select);
    });
}

awaitable<std::vector<Team>> EmployeeStore::teams() {
    co_return co_await database_.read([](Connection& connection) {
        auto select =
            connection.prepare("SELECT id, name, version, created_at, updated_at FROM teams ORDER BY name_key");
        std::vector<Team> all;
        while (select.step())
            all.push_back(read_team(select));
        return all;
    });
}

awaitable<void> EmployeeStore::commit(employees::TeamChange change) {
    co_await database_.write([this, change = std::move(change)](Connection& connection) {
        if (change.answer) record_answer(connection, *change.answer);
        write_team(connection, change.team);
        append_audit(connection, change.audit);
        outbox_.append(connection, change.events);
    });
}

awaitable<void> EmployeeStore::remove(Team team, std::vector<events::Event> events,
                                      std::vector<access::AuditRecord> audit) {
    co_await database_.write([this, team = std::move(team), events = std::move(events),
                              audit = std::move(audit)](Connection& connection) {
        if (connection.prepare("SELECT 1 FROM team_members WHERE team = ?1 LIMIT 1").bind(1, team.id).step())
            throw Problem{Problem::conflict, "Employees belong to the team."};
        connection.prepare("DELETE FROM teams WHERE id = ?1 AND version = ?2").bind_all(team.id, team.version).run();
        if (connection.changes() == 0) throw Problem{Problem::stale_version};
        append_audit(connection, audit);
        outbox_.append(connection, events);
    });
}

awaitable<std::optional<http::RecordedAnswer>> EmployeeStore::recorded_answer(std::string key) {
    co_return database_.read_now([&key](Connection& connection) { return find_answer(connection, key); });
}

awaitable<void> EmployeeStore::forget_answers(Instant before) {
    co_await database_.write([before](Connection& connection) { sqlite::forget_answers(connection, before); });
}

} // namespace resuelve::sqlite
