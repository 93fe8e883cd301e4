#include "adapters/sqlite/outbox.hpp"

namespace resuelve::sqlite {

OutboxEvent::OutboxEvent(const events::Event& told) :
    id{told.id}, event{boost::json::serialize(events::to_cloud_event(told))} {}

Outbox::Outbox(Database& database) : database_{database} {
    database_.on_commit([this] { tell_if_grown(); });
}

void Outbox::append(Connection& connection, std::span<const OutboxEvent> events) {
    if (events.empty()) return;
    auto insert = connection.prepare("INSERT INTO outbox(id, event) VALUES (?1, ?2)");
    for (const auto& event : events)
        insert.bind_all(event.id, event.event).run();
    grown_ = true;
}

void Outbox::append(Connection& connection, std::span<const events::Event> events) {
    append(connection, std::vector<OutboxEvent>(events.begin(), events.end()));
}

awaitable<void> Outbox::tell(std::vector<events::Event> events) {
    co_await database_.write([this, &events](Connection& connection) { append(connection, events); });
}

awaitable<std::vector<events::Event>> Outbox::waiting(std::size_t limit) {
    co_return co_await database_.read([limit](Connection& connection) {
        std::vector<events::Event> events;
        auto select = connection.prepare("SELECT event FROM outbox ORDER BY number LIMIT ?1");
        select.bind(1, limit);
        while (select.step())
            events.push_back(events::from_cloud_event(boost::json::parse(select.text(0))));
        return events;
    });
}

awaitable<void> Outbox::published(std::vector<events::EventId> ids) {
    co_await database_.write([ids = std::move(ids)](Connection& connection) {
        auto remove = connection.prepare("DELETE FROM outbox WHERE id = ?1");
        for (const auto& id : ids)
            remove.bind(1, id).run();
    });
}

void Outbox::on_commit(std::function<void()> wake) {
    const std::lock_guard lock{mutex_};
    listeners_.push_back(std::move(wake));
}

void Outbox::tell_if_grown() {
    if (!std::exchange(grown_, false)) return;
    const std::lock_guard lock{mutex_};
    for (const auto& wake : listeners_)
        wake();
}

} // namespace resuelve::sqlite
