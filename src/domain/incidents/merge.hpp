#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <vector>

namespace resuelve::incidents {

/// Closes `incident` as merged into `into`, both of the same customer. Gives the changes of both, to commit together.
std::expected<std::vector<Change>, Refusal> merge(const Incident& incident, const Incident& into,
                                                  const Context& context);

/// A supervisor brings a merged incident back to the status that it had.
std::expected<Change, Refusal> undo_merge(const Incident& incident, const Context& context);

} // namespace resuelve::incidents
