#include "adapters/sqlite/event_log.hpp"

namespace resuelve::sqlite {
namespace {

constexpr std::array<Migration, 2> schema{{{1, R"sql(
CREATE TABLE log(
    position INTEGER PRIMARY KEY,  -- consecutive: there is one writer, and the last row is never removed
    type     TEXT NOT NULL,
    event    TEXT NOT NULL         -- CloudEvents JSON
) STRICT;
CREATE TABLE consumers(
    name     TEXT PRIMARY KEY,
    position INTEGER NOT NULL      -- everything up to it is handled or parked
) STRICT, WITHOUT ROWID;
CREATE TABLE parked(
    consumer   TEXT NOT NULL,
    id         BLOB NOT NULL,
    event      TEXT NOT NULL,
    attempts   INTEGER NOT NULL,
    not_before INTEGER NOT NULL,   -- ms; of a dead letter: when it died
    reason     TEXT NOT NULL,
    dead       INTEGER NOT NULL,
    PRIMARY KEY(consumer, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX parked_by_time ON parked(dead, consumer, not_before);
)sql"},
                                           {2, R"sql(
CREATE TABLE attempts(             -- at events of a broker that a consumer had trouble with
    consumer TEXT NOT NULL,
    id       BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    last     INTEGER NOT NULL,     -- ms
    PRIMARY KEY(consumer, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_time ON attempts(last);
)sql"}}};

constexpr int most_dead_letters = 1000;

events::Event parsed(std::string_view text) {
    return events::from_cloud_event(boost::json::parse(text));
}

std::string written(const events::Event& event) {
    return boost::json::serialize(events::to_cloud_event(event));
}

std::int64_t last_in(Connection& connection) {
    auto select = connection.prepare("SELECT ifnull(max(position), 0) FROM log");
    select.step();
    return select.integer(0);
}

void store(Connection& connection, std::string_view consumer, const events::Parked& parked) {
    connection
        .prepare("INSERT INTO parked(consumer, id, event, attempts, not_before, reason, dead) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(consumer, id) DO UPDATE SET attempts = ?4, "
                 "not_before = ?5, reason = ?6, dead = ?7")
        .bind_all(consumer, parked.event.id, written(parked.event), parked.attempts, parked.not_before, parked.reason,
                  parked.dead)
        .run();
}

} // namespace

std::span<const Migration> EventLog::migrations() {
    return schema;
}

awaitable<std::int64_t> EventLog::append(std::vector<events::Event> events) {
    std::vector<std::string> texts; // written here, not on the one thread that everybody waits for
    texts.reserve(events.size());
    for (const auto& event : events)
        texts.push_back(written(event));
    co_return co_await database_.write([&events, &texts](Connection& connection) {
        auto insert = connection.prepare("INSERT INTO log(type, event) VALUES (?1, ?2)");
        for (std::size_t i = 0; i < events.size(); ++i)
            insert.bind_all(events[i].type, texts[i]).run();
        return connection.last_rowid();
    });
}

awaitable<std::vector<events::LoggedEvent>> EventLog::read_after(std::int64_t position, std::size_t limit) {
    co_return co_await database_.read([position, limit](Connection& connection) {
        std::vector<events::LoggedEvent> found;
        auto select =
            connection.prepare("SELECT position, event FROM log WHERE position > ?1 ORDER BY position LIMIT ?2");
        select.bind_all(position, limit);
        while (select.step())
            found.push_back({select.integer(0), parsed(select.text(1))});
        return found;
    });
}

awaitable<std::int64_t> EventLog::join(std::string consumer) {
    co_return co_await database_.write([&consumer](Connection& connection) {
        connection.prepare("INSERT INTO consumers(name, position) VALUES (?1, ?2) ON CONFLICT(name) DO NOTHING")
            .bind_all(consumer, last_in(connection))
            .run();
        auto select = connection.prepare("SELECT position FROM consumers WHERE name = ?1");
        select.bind(1, consumer).step();
        return select.integer(0);
    });
}

awaitable<void> EventLog::record(std::string consumer, events::Progress progress) {
    co_await database_.write([&consumer, &progress](Connection& connection) {
        connection.prepare("UPDATE consumers SET position = ?2 WHERE name = ?1")
            .bind_all(consumer, progress.position)
            .run();
        for (const auto& id : progress.handled)
            connection.prepare("DELETE FROM parked WHERE consumer = ?1 AND id = ?2").bind_all(consumer, id).run();
        for (const auto& parked : progress.parked)
            store(connection, consumer, parked);
    });
}

awaitable<std::vector<events::Parked>> EventLog::parked(std::string consumer, std::size_t limit) {
    co_return co_await database_.read([&consumer, limit](Connection& connection) {
        std::vector<events::Parked> found;
        auto select = connection.prepare("SELECT event, attempts, not_before, reason FROM parked "
                                         "WHERE dead = 0 AND consumer = ?1 ORDER BY not_before LIMIT ?2");
        select.bind_all(consumer, limit);
        while (select.step())
            found.push_back({.event = parsed(select.text(0)),
                             .attempts = static_cast<int>(select.integer(1)),
                             .not_before = select.instant(2),
                             .reason = std::string{select.text(3)}});
        return found;
    });
}

awaitable<std::vector<events::DeadLetter>> EventLog::dead_letters() {
    co_return co_await database_.read([](Connection& connection) {
        std::vector<events::DeadLetter> found;
        auto select = connection.prepare("SELECT consumer, event, attempts, reason, not_before FROM parked "
                                         "WHERE dead = 1 ORDER BY not_before DESC, consumer, id LIMIT ?1");
        select.bind(1, most_dead_letters);
        while (select.step())
            found.push_back({.consumer = std::string{select.text(0)},
                             .event = parsed(select.text(1)),
                             .attempts = static_cast<int>(select.integer(2)),
                             .reason = std::string{select.text(3)},
                             .died_at = select.instant(4)});
        return found;
    });
}

awaitable<bool> EventLog::revive(std::string consumer, events::EventId event) {
    co_return co_await database_.write([&consumer, event](Connection& connection) {
        connection
            .prepare("UPDATE parked SET dead = 0, attempts = 0, not_before = 0 "
                     "WHERE dead = 1 AND consumer = ?1 AND id = ?2")
            .bind_all(consumer, event)
            .run();
        return connection.changes() > 0;
    });
}

awaitable<void> EventLog::forget(std::int64_t up_to, std::int64_t passed, std::vector<std::string> secret) {
    co_await database_.write([&](Connection& connection) {
        const auto last = last_in(connection);
        connection.prepare("DELETE FROM log WHERE position <= ?1 AND position < ?2").bind_all(up_to, last).run();
        for (const auto& type : secret)
            connection.prepare("DELETE FROM log WHERE type = ?1 AND position <= ?2 AND position < ?3")
                .bind_all(type, passed, last)
                .run();
    });
}

awaitable<std::int64_t> EventLog::last_position() {
    co_return co_await database_.read(last_in);
}

} // namespace resuelve::sqlite
