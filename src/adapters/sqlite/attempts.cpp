#include "adapters/sqlite/attempts.hpp"

namespace resuelve::sqlite {

awaitable<int> Attempts::count(std::string consumer, events::EventId event) {
    co_return co_await database_.write([this, &consumer, event](Connection& connection) {
        auto insert = connection.prepare("INSERT INTO attempts(consumer, id, attempts, last) VALUES (?1, ?2, 1, ?3) "
                                         "ON CONFLICT(consumer, id) DO UPDATE SET attempts = attempts + 1, last = ?3");
        insert.bind_all(consumer, event, clock_.now()).run();
        auto select = connection.prepare("SELECT attempts FROM attempts WHERE consumer = ?1 AND id = ?2");
        select.bind_all(consumer, event);
        select.step();
        return static_cast<int>(select.integer(0));
    });
}

awaitable<void> Attempts::forget(std::string consumer, events::EventId event) {
    co_await database_.write([&consumer, event](Connection& connection) {
        connection.prepare("DELETE FROM attempts WHERE consumer = ?1 AND id = ?2").bind_all(consumer, event).run();
    });
}

awaitable<void> Attempts::forget_before(Instant then) {
    co_await database_.write([then](Connection& connection) {
        connection.prepare("DELETE FROM attempts WHERE last < ?1").bind_all(then).run();
    });
}

} // namespace resuelve::sqlite
