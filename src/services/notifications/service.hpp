#pragma once

#include "domain/events/event_bus.hpp"
#include "domain/notifications/notice_store.hpp"
#include "domain/notifications/notification_store.hpp"
#include "platform/ids/random.hpp"
#include "platform/time/clock.hpp"
#include "services/api/route.hpp"
#include "services/notifications/letters.hpp"

#include <atomic>
#include <functional>
#include <vector>

namespace resuelve::notifications {

namespace limits {
inline constexpr int automatic_per_address = 5;      ///< mails in an hour that no employee caused (reliability.md §3.6)
inline constexpr int unverified_per_address = 1;     ///< the same, to an address that nobody proved to be theirs (§0.6)
inline constexpr int unverified_in_all = 100;        ///< to all such addresses together, in an hour
inline constexpr std::chrono::minutes late_after{5}; ///< past its time, a mail that waits is late: employees are told
} // namespace limits

/// What the notifications service works with. All outlive it.
struct Notifications {
    NotificationStore& store;
    NoticeStore& notices;
    events::EventBus& bus;
    const Clock& clock;
    Random& random;
    LetterSettings letters{};
    std::function<void()> wake_sender{};   ///< called when something was queued
    std::atomic<std::size_t> withheld = 0; ///< mails over a limit, since the start; for the metrics
};

/// Keeps people, queues mails and makes notices.
std::vector<events::Subscription> subscriptions(Notifications& service);

/// What it tells others, for the AsyncAPI document.
inline constexpr std::array<std::string_view, 3> event_types{"notification.sent", "notification.failed", "notice.made"};
inline constexpr std::string_view notice_made = event_types[2];

std::vector<api::Route> routes(Notifications& service);

} // namespace resuelve::notifications
