#pragma once

#include "domain/employees/kept_store.hpp"

namespace resuelve::app {

/// Gives the sample shop a catalogue of its own: reasons below reasons, one retired. For a shop without one.
awaitable<void> add_demo_categories(employees::KeptStore& kept, Instant now);

} // namespace resuelve::app
