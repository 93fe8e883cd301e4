#include "adapters/sqlite/notification_store.hpp"

#include "adapters/sqlite/notice_store.hpp"
#include "domain/notifications/templates.hpp"
#include "platform/json/enum_names.hpp"

#include <stdexcept>

namespace resuelve::sqlite {
namespace {

using notifications::Notification;
using notifications::Person;

constexpr std::array<Migration, 5> schema{{{1, R"sql(
CREATE TABLE people(
    id         BLOB PRIMARY KEY,
    kind       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    email      TEXT NOT NULL,        -- empty once erased
    email_key  TEXT NOT NULL,        -- as it is compared
    language   TEXT NOT NULL,
    verified   INTEGER NOT NULL,
    active     INTEGER NOT NULL,
    supervises INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX people_by_email ON people(email_key) WHERE verified = 1;
CREATE INDEX people_who_supervise ON people(id) WHERE supervises = 1;
CREATE TABLE notifications(
    id          BLOB PRIMARY KEY,    -- UUIDv7: by time
    cause       BLOB NOT NULL,
    template    TEXT NOT NULL,
    audience    TEXT NOT NULL,
    recipient   BLOB,
    name        TEXT NOT NULL,
    email       TEXT NOT NULL,
    email_key   TEXT NOT NULL,
    verified    INTEGER NOT NULL,
    automatic   INTEGER NOT NULL,
    language    TEXT NOT NULL,
    incident    BLOB,
    subject     TEXT NOT NULL,
    text        TEXT NOT NULL,       -- empty once sent or given up
    state       TEXT NOT NULL,
    attempts    INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    not_before  INTEGER NOT NULL,
    finished_at INTEGER,
    traceparent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX notifications_once ON notifications(cause, email_key, template) WHERE email_key <> '';
CREATE INDEX notifications_due ON notifications(not_before) WHERE state = 'queued';
CREATE INDEX notifications_by_address ON notifications(email_key, created_at) WHERE automatic = 1;
CREATE INDEX notifications_unverified ON notifications(created_at) WHERE automatic = 1 AND verified = 0;
CREATE INDEX notifications_of_person ON notifications(recipient) WHERE recipient IS NOT NULL;
CREATE INDEX notifications_of_incident ON notifications(incident, id) WHERE incident IS NOT NULL;
)sql"},
                                           {2, outbox_schema},
                                           {3, R"sql(
CREATE INDEX notifications_waited_for ON notifications(not_before, id) WHERE state = 'queued' AND
    template IN ('verify_email', 'reset_password', 'incident_access', 'employee_invitation', 'employee_reset');
)sql"},
                                           {4, notices_schema},
                                           {5, R"sql(
DROP INDEX notifications_waited_for;
CREATE INDEX notifications_waited_for ON notifications(not_before, id) WHERE state = 'queued' AND
    template IN ('sign_in', 'verify_email', 'reset_password', 'incident_access', 'employee_invitation', 'employee_reset');
)sql"}}};

/// As the index notifications_waited_for has it, and as notifications::is_waited_for() says.
constexpr std::string_view waited_for =
    "IN ('sign_in', 'verify_email', 'reset_password', 'incident_access', 'employee_invitation', 'employee_reset')";

constexpr std::string_view columns =
    "id, cause, template, audience, recipient, name, email, verified, language, incident, subject, text, state, "
    "attempts, reason, created_at, not_before, finished_at, traceparent";

template <class E>
E named(std::string_view text) {
    const auto value = json::enum_from<E>(text);
    if (!value) throw std::runtime_error{fmt::format("the store has {}, which this program does not know", text)};
    return *value;
}

Notification notification_in(const Statement& row) {
    return {.id = {row.uuid(0)},
            .cause = {row.uuid(1)},
            .what = named<notifications::Template>(row.text(2)),
            .audience = named<notifications::Audience>(row.text(3)),
            .recipient = row.optional_uuid(4),
            .name = std::string{row.text(5)},
            .email = Email::parse(row.text(6)).value_or(Email{}),
            .verified = row.integer(7) != 0,
            .language = std::string{row.text(8)},
            .incident = row.optional_id<IncidentId>(9),
            .subject = std::string{row.text(10)},
            .text = std::string{row.text(11)},
            .state = named<notifications::State>(row.text(12)),
            .attempts = static_cast<int>(row.integer(13)),
            .reason = std::string{row.text(14)},
            .created_at = row.instant(15),
            .not_before = row.instant(16),
            .finished_at = row.optional_instant(17),
            .traceparent = std::string{row.text(18)}};
}

Person person_in(const Statement& row) {
    return {.id = row.uuid(0),
            .kind = named<notifications::Audience>(row.text(1)),
            .version = row.integer(2),
            .name = std::string{row.text(3)},
            .email = std::string{row.text(4)},
            .language = std::string{row.text(5)},
            .verified = row.integer(6) != 0,
            .active = row.integer(7) != 0,
            .supervises = row.integer(8) != 0};
}

constexpr std::string_view select_person =
    "SELECT id, kind, version, name, email, language, verified, active, supervises FROM people ";

std::string key_of(const std::string& email) {
    return Email::parse(email).value_or(Email{}).key();
}

void insert(Connection& connection, const Notification& one) {
    connection
        .prepare("INSERT INTO notifications(id, cause, template, audience, recipient, name, email, verified, language, "
                 "incident, subject, text, state, attempts, reason, created_at, not_before, finished_at, traceparent, "
                 "email_key, automatic) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
                 "?17, ?18, ?19, ?20, ?21) ON CONFLICT DO NOTHING")
        .bind_all(one.id, one.cause, json::enum_name(one.what), json::enum_name(one.audience), one.recipient, one.name,
                  one.email.text(), one.verified, one.language, one.incident, one.subject, one.text,
                  json::enum_name(one.state), one.attempts, one.reason, one.created_at, one.not_before, one.finished_at,
                  one.traceparent, one.email.key(), notifications::row(one.what).automatic)
        .run();
}

int count(Connection& connection, std::string_view sql, const auto&... values) {
    auto select = connection.prepare(sql);
    select.bind_all(values...);
    select.step();
    return static_cast<int>(select.integer(0));
}

} // namespace

std::span<const Migration> NotificationStore::migrations() {
    return schema;
}

awaitable<void> NotificationStore::keep(Person person) {
    co_await database_.write([&person](Connection& connection) {
        connection
            .prepare("INSERT INTO people(id, kind, version, name, email, language, verified, active, supervises, "
                     "email_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT(id) DO UPDATE SET "
                     "version = ?3, name = ?4, email = ?5, language = ?6, verified = ?7, active = ?8, supervises = ?9, "
                     "email_key = ?10 WHERE version < ?3")
            .bind_all(person.id, json::enum_name(person.kind), person.version, person.name, person.email,
                      person.language, person.verified, person.active, person.supervises, key_of(person.email))
            .run();
    });
}

awaitable<std::optional<Person>> NotificationStore::find_person(Uuid id) {
    co_return database_.read_now([id](Connection& connection) -> std::optional<Person> {
        static const auto sql = std::string{select_person} + "WHERE id = ?1";
        auto select = connection.prepare(sql);
        select.bind(1, id);
        return select.step() ? std::optional{person_in(select)} : std::nullopt;
    });
}

awaitable<std::vector<Person>> NotificationStore::supervisors() {
    co_return co_await database_.read([](Connection& connection) {
        static const auto sql = std::string{select_person} + "WHERE supervises = 1 AND active = 1 ORDER BY id";
        std::vector<Person> found;
        auto select = connection.prepare(sql);
        while (select.step())
            found.push_back(person_in(select));
        return found;
    });
}

awaitable<std::vector<Person>> NotificationStore::employees_at(std::string address) {
    co_return co_await database_.read([&address](Connection& connection) {
        // 'A' comes right behind '@': between them is all that goes on with an @.
        static const auto sql =
            std::string{select_person} +
            "WHERE verified = 1 AND active = 1 AND kind = 'employee' "
            "AND (email_key = ?1 OR (email_key >= ?1 || '@' AND email_key < ?1 || 'A')) ORDER BY id";
        std::vector<Person> found;
        auto select = connection.prepare(sql);
        select.bind(1, address);
        while (select.step())
            found.push_back(person_in(select));
        return found;
    });
}

awaitable<bool> NotificationStore::is_verified(Email email) {
    co_return database_.read_now([&email](Connection& connection) {
        return count(connection, "SELECT count(*) FROM people WHERE email_key = ?1 AND verified = 1 AND active = 1",
                     email.key()) > 0;
    });
}

awaitable<void> NotificationStore::erase(Uuid person) {
    co_await database_.write([person](Connection& connection) {
        connection.prepare("DELETE FROM notifications WHERE recipient = ?1 AND state = 'queued'").bind(1, person).run();
        connection
            .prepare("UPDATE notifications SET name = '', email = '', email_key = '', subject = '', text = '' "
                     "WHERE recipient = ?1")
            .bind(1, person)
            .run();
    });
}

awaitable<notifications::Recent> NotificationStore::recent(Email email, notifications::Template what, Instant since) {
    co_return database_.read_now([&](Connection& connection) {
        // One statement: three would be three transactions, each with its locks.
        auto select = connection.prepare(
            "SELECT (SELECT count(*) FROM notifications WHERE automatic = 1 AND email_key = ?1 AND created_at > ?2),"
            " (SELECT count(*) FROM notifications"
            " WHERE automatic = 1 AND email_key = ?1 AND created_at > ?2 AND template = ?3),"
            " (SELECT count(*) FROM notifications WHERE automatic = 1 AND verified = 0 AND created_at > ?2)");
        select.bind_all(email.key(), since, json::enum_name(what));
        select.step();
        const auto number = [&select](int column) { return static_cast<int>(select.integer(column)); };
        return notifications::Recent{
            .automatic_to_address = number(0), .of_template_to_address = number(1), .unverified_in_all = number(2)};
    });
}

awaitable<void> NotificationStore::queue(std::vector<Notification> notifications) {
    co_await database_.write([&notifications](Connection& connection) {
        for (const auto& one : notifications)
            insert(connection, one);
    });
}

awaitable<std::vector<Notification>> NotificationStore::due(Instant now, std::size_t limit) {
    co_return co_await database_.read([now, limit](Connection& connection) {
        // Two statements, so that each reads along its index and stops: one ORDER BY would sort a whole backlog.
        static const std::array statements{
            fmt::format("SELECT {} FROM notifications WHERE state = 'queued' AND template {} AND not_before <= ?1 "
                        "ORDER BY not_before, id LIMIT ?2",
                        columns, waited_for),
            fmt::format("SELECT {} FROM notifications WHERE state = 'queued' AND template NOT {} AND not_before <= ?1 "
                        "ORDER BY not_before, id LIMIT ?2",
                        columns, waited_for)};
        std::vector<Notification> found;
        for (const auto& sql : statements) {
            auto select = connection.prepare(sql);
            select.bind_all(now, limit - found.size());
            while (select.step())
                found.push_back(notification_in(select));
        }
        return found;
    });
}

awaitable<std::optional<Instant>> NotificationStore::next_due() {
    co_return co_await database_.read([](Connection& connection) {
        auto select = connection.prepare("SELECT min(not_before) FROM notifications WHERE state = 'queued'");
        select.step();
        return select.optional_instant(0);
    });
}

awaitable<void> NotificationStore::record(Notification notification, std::vector<events::Event> events) {
    co_await database_.write([&](Connection& connection) {
        connection
            .prepare("UPDATE notifications SET state = ?2, attempts = ?3, reason = ?4, not_before = ?5, "
                     "finished_at = ?6, text = ?7 WHERE id = ?1")
            .bind_all(notification.id, json::enum_name(notification.state), notification.attempts, notification.reason,
                      notification.not_before, notification.finished_at, notification.text)
            .run();
        if (connection.changes() > 0) outbox_.append(connection, events); // not there: erased meanwhile
    });
}

awaitable<std::vector<Notification>> NotificationStore::list(notifications::NotificationQuery query) {
    co_return co_await database_.read([&query](Connection& connection) {
        static const auto sql = fmt::format("SELECT {} FROM notifications WHERE (?1 IS NULL OR state = ?1) "
                                            "AND (?2 IS NULL OR template = ?2) AND (?3 IS NULL OR incident = ?3) "
                                            "AND (?4 IS NULL OR id < ?4) ORDER BY id DESC LIMIT ?5",
                                            columns);
        std::vector<Notification> found;
        auto select = connection.prepare(sql);
        const auto state = query.state ? std::optional{json::enum_name(*query.state)} : std::nullopt;
        const auto what = query.what ? std::optional{json::enum_name(*query.what)} : std::nullopt;
        select.bind_all(state, what, query.incident, query.before, query.limit);
        while (select.step())
            found.push_back(notification_in(select));
        return found;
    });
}

} // namespace resuelve::sqlite
