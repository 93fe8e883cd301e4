#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/events/outbox.hpp"

#include <mutex>
#include <unordered_map>

namespace resuelve::sqlite {

/// A migration of every store that tells events.
inline constexpr std::string_view outbox_schema = R"sql(
CREATE TABLE outbox(
    number INTEGER PRIMARY KEY,  -- grows in the order of commits: there is one writer
    id     BLOB NOT NULL UNIQUE,
    event  TEXT NOT NULL         -- CloudEvents JSON
) STRICT;
)sql";

/// Nobody looks for an event by its id but to remove it, and then its number is known: the index cost every opening.
inline constexpr std::string_view outbox_without_index = R"sql(
ALTER TABLE outbox RENAME TO indexed_outbox;
CREATE TABLE outbox(
    number INTEGER PRIMARY KEY,
    id     BLOB NOT NULL,
    event  TEXT NOT NULL
) STRICT;
INSERT INTO outbox SELECT number, id, event FROM indexed_outbox ORDER BY number;
DROP TABLE indexed_outbox;
)sql";

/// An event as the table has it, written where there is time for it, and not on the thread that writes.
struct OutboxEvent {
    explicit OutboxEvent(const events::Event& told);

    events::EventId id;
    std::string event; ///< CloudEvents JSON
};

/// The outbox of one store file. Everything that is in the table is unpublished, so no event can be skipped by counting
/// (reliability.md promise 11).
class Outbox final : public events::Outbox {
public:
    /// Adds itself to the database's listeners; both live equally long.
    explicit Outbox(Database& database);

    /// Within a write of the same database: the events are stored if and only if the change is.
    void append(Connection& connection, std::span<const OutboxEvent> events);
    void append(Connection& connection, std::span<const events::Event> events);

    /// Stores events that belong to no change.
    awaitable<void> tell(std::vector<events::Event> events);

    awaitable<std::vector<events::Event>> waiting(std::size_t limit) override;
    awaitable<void> published(std::vector<events::EventId> ids) override;
    void on_commit(std::function<void()> wake) override;

private:
    void tell_if_grown();

    Database& database_;
    bool grown_ = false; ///< of the writer's thread
    std::mutex mutex_;
    /// Of what waiting() gave last: where published() finds it.
    std::unordered_map<events::EventId, std::int64_t> numbers_;
    std::vector<std::function<void()>> listeners_;
};

} // namespace resuelve::sqlite
