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
    struct Waiting {
        std::vector<events::Event> events;
        std::unordered_map<events::EventId, std::int64_t> numbers;
    };
    auto waiting = co_await database_.read([limit](Connection& connection) {
        Waiting found;
        auto select = connection.prepare("SELECT number, event FROM outbox ORDER BY number LIMIT ?1");
        select.bind(1, limit);
        while (select.step()) {
            found.events.push_back(events::from_cloud_event(boost::json::parse(select.text(1))));
            found.numbers.emplace(found.events.back().id, select.integer(0));
        }
        return found;
    });
    const std::lock_guard lock{mutex_};
    numbers_ = std::move(waiting.numbers);
    co_return std::move(waiting.events);
}

awaitable<void> Outbox::published(std::vector<events::EventId> ids) {
    std::vector<std::pair<events::EventId, std::optional<std::int64_t>>> rows;
    {
        const std::lock_guard lock{mutex_};
        for (const auto& id : ids) {
            const auto known = numbers_.find(id);
            rows.emplace_back(id, known == numbers_.end() ? std::nullopt : std::optional{known->second});
        }
    }
    co_await database_.write([rows = std::move(rows)](Connection& connection) {
        auto remove = connection.prepare("DELETE FROM outbox WHERE number = ?1 AND id = ?2");
        auto search = connection.prepare("DELETE FROM outbox WHERE id = ?1");
        for (const auto& [id, number] : rows)
            number ? remove.bind_all(*number, id).run() : search.bind(1, id).run();
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
