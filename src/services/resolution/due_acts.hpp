#pragma once

#include "services/api/acting.hpp"

#include <chrono>
#include <functional>

namespace resuelve::resolution {

namespace limits {
/// Incidents per pass: what became due during a stop is done in order, over several passes, not all in one second.
inline constexpr std::size_t due_per_pass = 200;
inline constexpr std::chrono::seconds pause_between_passes{30};
inline constexpr std::chrono::milliseconds pause_when_there_is_more{1'000};
inline constexpr std::chrono::milliseconds glance{100}; ///< between looks whether to stop
inline constexpr std::chrono::hours answers_kept{24};
inline constexpr std::chrono::hours uploads_wait{24};
inline constexpr std::chrono::days drafts_kept{30}; ///< after the last word
} // namespace limits

/// Does once what is due: reminds, warns, closes what was left unanswered or uncompleted. Returns for how many
/// incidents. One that fails does not keep the others waiting; the first failure is thrown at the end.
awaitable<std::size_t> do_due_acts(api::Desk& desk);

/// Forgets answers to idempotency keys and uploads that no message named within a day, with their bytes.
awaitable<void> forget_leftovers(api::Desk& desk);

/// Both, over and over, until `stopping` says so. Failures are told to `failed` and tried again in the next pass.
awaitable<void> keep_doing_due_acts(api::Desk& desk, std::chrono::milliseconds pause, std::function<bool()> stopping,
                                    std::function<void(std::string_view)> failed);

} // namespace resuelve::resolution
