#include "adapters/sqlite/notice_store.hpp"

#include "platform/json/enum_names.hpp"

#include <stdexcept>

namespace resuelve::sqlite {
namespace {

using notifications::Notice;
using notifications::NoticeId;
using notifications::NoticeKind;

#define NOTICE_COLUMNS                                                                                                 \
    "id, employee, kind, incident, reference, subject, customer, team, assignee, made_by, answer_by, made_at, read_at"

NoticeKind kind_in(std::string_view text) {
    const auto kind = json::enum_from<NoticeKind>(text);
    if (!kind) throw std::runtime_error{fmt::format("the store has a notice of the unknown kind {}", text)};
    return *kind;
}

Notice notice_in(const Statement& row) {
    return {.id = {row.uuid(0)},
            .employee = {row.uuid(1)},
            .kind = kind_in(row.text(2)),
            .incident = {row.uuid(3)},
            .reference = std::string{row.text(4)},
            .subject = std::string{row.text(5)},
            .customer = row.optional_id<CustomerId>(6),
            .team = row.optional_id<TeamId>(7),
            .assignee = row.optional_id<EmployeeId>(8),
            .by = row.optional_id<EmployeeId>(9),
            .answer_by = row.optional_instant(10),
            .made_at = row.instant(11),
            .read_at = row.optional_instant(12)};
}

/// Whether it was not there.
bool insert(Connection& connection, const Notice& one) {
    connection
        .prepare("INSERT INTO notices(" NOTICE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                 "?13) ON CONFLICT DO NOTHING")
        .bind_all(one.id, one.employee, json::enum_name(one.kind), one.incident, one.reference, one.subject,
                  one.customer, one.team, one.assignee, one.by, one.answer_by, one.made_at, one.read_at)
        .run();
    return connection.changes() > 0;
}

void keep_the_newest(Connection& connection, EmployeeId employee) {
    connection
        .prepare("DELETE FROM notices WHERE employee = ?1 AND id <= "
                 "(SELECT id FROM notices WHERE employee = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)")
        .bind_all(employee, notifications::limits::notices_of_one)
        .run();
}

} // namespace

awaitable<void> NoticeStore::add(std::vector<notifications::MadeNotice> made) {
    co_await database_.write([&](Connection& connection) {
        for (const auto& one : made) {
            if (!insert(connection, one.notice)) continue;
            outbox_.append(connection, std::span{&one.told, 1});
            keep_the_newest(connection, one.notice.employee);
        }
    });
}

awaitable<std::vector<Notice>> NoticeStore::list(notifications::NoticeQuery query) {
    co_return co_await database_.read([&query](Connection& connection) {
        // Two statements, so that each has its index.
        constexpr std::string_view all = "SELECT " NOTICE_COLUMNS " FROM notices WHERE employee = ?1 "
                                         "AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3";
        constexpr std::string_view unread = "SELECT " NOTICE_COLUMNS " FROM notices WHERE employee = ?1 "
                                            "AND read_at IS NULL AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3";
        std::vector<Notice> found;
        auto select = connection.prepare(query.unread ? unread : all);
        select.bind_all(query.employee, query.before, query.limit);
        while (select.step())
            found.push_back(notice_in(select));
        return found;
    });
}

awaitable<std::size_t> NoticeStore::unread(EmployeeId employee) {
    co_return database_.read_now([employee](Connection& connection) {
        auto select = connection.prepare("SELECT count(*) FROM notices WHERE employee = ?1 AND read_at IS NULL");
        select.bind(1, employee);
        select.step();
        return static_cast<std::size_t>(select.integer(0));
    });
}

awaitable<bool> NoticeStore::mark_read(EmployeeId employee, NoticeId notice, Instant now) {
    co_return co_await database_.write([=](Connection& connection) {
        connection.prepare("UPDATE notices SET read_at = coalesce(read_at, ?3) WHERE id = ?2 AND employee = ?1")
            .bind_all(employee, notice, now)
            .run();
        return connection.changes() > 0;
    });
}

awaitable<void> NoticeStore::mark_read_up_to(EmployeeId employee, NoticeId newest, Instant now) {
    co_await database_.write([=](Connection& connection) {
        connection.prepare("UPDATE notices SET read_at = ?3 WHERE employee = ?1 AND read_at IS NULL AND id <= ?2")
            .bind_all(employee, newest, now)
            .run();
    });
}

awaitable<void> NoticeStore::mark_unread(EmployeeId employee, Instant read_at) {
    co_await database_.write([=](Connection& connection) {
        connection.prepare("UPDATE notices SET read_at = NULL WHERE employee = ?1 AND read_at = ?2")
            .bind_all(employee, read_at)
            .run();
    });
}

awaitable<void> NoticeStore::link(IncidentId incident, CustomerId customer) {
    co_await database_.write([=](Connection& connection) {
        connection.prepare("UPDATE notices SET customer = ?2 WHERE incident = ?1 AND customer IS NULL")
            .bind_all(incident, customer)
            .run();
    });
}

awaitable<void> NoticeStore::erase(CustomerId customer) {
    co_await database_.write([customer](Connection& connection) {
        connection.prepare("UPDATE notices SET subject = '' WHERE customer = ?1").bind(1, customer).run();
    });
}

awaitable<void> NoticeStore::forget(Instant before) {
    co_await database_.write([before](Connection& connection) {
        connection.prepare("DELETE FROM notices WHERE made_at < ?1").bind(1, before).run();
    });
}

} // namespace resuelve::sqlite
