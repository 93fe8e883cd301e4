#pragma once

#include "app/options.hpp"

#include <ostream>
#include <string>

namespace resuelve::app {

/// Which dead letters; empty: all.
struct WantedDeadLetters {
    std::string consumer;
    std::string event; ///< its id
};

/// Prints each as a line: consumer, event, type, attempts, when it died, why. With the in-process bus the server has to
/// be stopped (a running one shows them at /api/v1/dead-letters). Throws StartFailure.
void list_dead_letters(const ServeOptions& options, std::ostream& output);

/// Lets those be tried again, at once or as soon as a service runs. Returns how many there were. Throws StartFailure.
std::size_t replay_dead_letters(const ServeOptions& options, const WantedDeadLetters& wanted, std::ostream& output);

} // namespace resuelve::app
