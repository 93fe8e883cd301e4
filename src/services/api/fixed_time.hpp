#pragma once

#include "services/api/request.hpp"

#include <chrono>

namespace resuelve::api {

/// Waits for `work`, whatever comes of it, and answers no earlier than `after` from now: so that nobody can tell by the
/// time whether an address is known or which hash was computed (reliability.md §3.5). A timer waits, no thread.
awaitable<Response> at_fixed_time(std::chrono::milliseconds after, awaitable<Response> work);

} // namespace resuelve::api
