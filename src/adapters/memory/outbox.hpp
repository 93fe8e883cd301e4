#pragma once

#include "domain/events/outbox.hpp"

#include <deque>
#include <mutex>

namespace resuelve::memory {

/// The events of an in-memory store that nobody has published yet.
class Outbox final : public events::Outbox {
public:
    void append(std::vector<events::Event> events);

    awaitable<std::vector<events::Event>> waiting(std::size_t limit) override;
    awaitable<void> published(std::vector<events::EventId> ids) override;
    void on_commit(std::function<void()> wake) override;

private:
    std::mutex mutex_;
    std::deque<events::Event> events_;
    std::vector<std::function<void()>> listeners_;
};

} // namespace resuelve::memory
