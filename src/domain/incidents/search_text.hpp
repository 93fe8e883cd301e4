#pragma once

#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"

#include <string>

namespace resuelve::incidents {

/// What a search finds an incident by: reference, subject, description, points, the order and the customer's name and
/// contact. Everybody who may see the incident may find it by this.
std::string search_text(const Incident& incident);

/// What a search finds an incident by in one of its entries: messages, notes, reasons, names of files. A customer is to
/// find by public entries only. Empty for an erased one.
std::string search_text(const Entry& entry);

} // namespace resuelve::incidents
