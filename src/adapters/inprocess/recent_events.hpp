#pragma once

#include "domain/events/event.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace resuelve::inprocess {

/// An event that was just published, shared by all who still have to handle it.
struct RecentEvent {
    std::int64_t position = 0;
    std::shared_ptr<const events::Event> event;
};

/// The end of the log in memory, so that consumers who keep up do not each read and parse what was just written.
/// Safe to use from several threads.
class RecentEvents {
public:
    explicit RecentEvents(std::size_t most) : most_{most} {}

    void add(std::int64_t position, std::shared_ptr<const events::Event> event);

    /// The events directly after `position` without a gap; empty if the next one is not here (any more, or yet).
    std::vector<RecentEvent> after(std::int64_t position, std::size_t limit) const;

    /// The newest position that was added; publishing at once may leave earlier ones to come.
    std::int64_t newest() const;
    void begin_at(std::int64_t position);

private:
    const std::size_t most_;
    mutable std::mutex mutex_;
    std::map<std::int64_t, std::shared_ptr<const events::Event>> events_;
    std::int64_t newest_ = 0;
};

} // namespace resuelve::inprocess
