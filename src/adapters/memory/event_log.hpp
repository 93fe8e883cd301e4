#pragma once

#include "domain/events/event_log.hpp"

#include <deque>
#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps the log in memory, for tests: it lives longer than the bus on it, as a file would.
class EventLog final : public events::EventLog {
public:
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
    std::mutex mutex_;
    std::int64_t last_ = 0;
    std::map<std::int64_t, events::Event> events_;
    std::map<std::string, std::int64_t> positions_;
    std::map<std::pair<std::string, events::EventId>, events::Parked> parked_;
};

} // namespace resuelve::memory
