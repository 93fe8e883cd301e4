#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/events/event_log.hpp"

namespace resuelve::sqlite {

/// The in-process bus's log in a file of its own: one row for an event, one for a consumer.
class EventLog final : public events::EventLog {
public:
    explicit EventLog(Database& database) : database_{database} {}

    /// For the Database that it is given.
    static std::span<const Migration> migrations();

    awaitable<std::int64_t> append(std::vector<events::Event> events) override;
    awaitable<std::vector<events::LoggedEvent>> read_after(std::int64_t position, std::size_t limit) override;
    awaitable<std::int64_t> join(std::string consumer) override;
    awaitable<void> record(std::string consumer, events::Progress progress) override;
    awaitable<std::vector<events::Parked>> parked(std::string consumer, std::size_t limit) override;
    awaitable<std::vector<events::DeadLetter>> dead_letters() override;
    awaitable<bool> revive(std::string consumer, events::EventId event) override;
    awaitable<void> forget(std::int64_t up_to, std::int64_t passed, std::vector<std::string> secret) override;
    awaitable<std::int64_t> last_position() override;

private:
    Database& database_;
};

} // namespace resuelve::sqlite
