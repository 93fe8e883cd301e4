#pragma once

#include <chrono>

namespace resuelve::app {

inline constexpr std::chrono::hours answers_kept{24}; ///< to idempotency keys
inline constexpr std::chrono::days ended_sessions_kept{30};

} // namespace resuelve::app
