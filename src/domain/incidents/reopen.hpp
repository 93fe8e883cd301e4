#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <string>

namespace resuelve::incidents {

/// A customer within 30 days of closing, later too_late: the service then registers one that `continues` this.
/// A supervisor at any time, also what was taken for spam. What was merged is a contradiction: see undo_merge().
std::expected<Change, Refusal> reopen(const Incident& incident, std::string reason, const Context& context);

} // namespace resuelve::incidents
