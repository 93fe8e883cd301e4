#pragma once

#include "app/services.hpp"
#include "app/stores.hpp"

#include <functional>
#include <string_view>

namespace resuelve::app {

/// Forgets what has had its time: links, answers to idempotency keys, ended sessions, and the data of customers whose
/// blocking term is over (LOPDGDD art. 32). Once.
awaitable<void> tidy_up(Services& services, Stores& stores, Instant now);

/// The same every hour until `stopping` says so. Failures are told to `failed` and tried again.
awaitable<void> keep_tidying_up(Services& services, Stores& stores, const Clock& clock, std::function<bool()> stopping,
                                std::function<void(std::string_view)> failed);

} // namespace resuelve::app
