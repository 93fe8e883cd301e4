#pragma once

#include "domain/incidents/attachment.hpp"
#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"

namespace resuelve::incidents {

/// Blanks what the customer wrote and who the customer is (GDPR art. 17). What the statistics need stays: points keep
/// their number, a resolution its decisions, a rating its score. The version rises, because what people see changes.
/// Incidents on legal hold are not for this.
void erase_customer(Incident& incident, Instant now);

/// Whether the entry's body may hold the customer's data. Assignments and changes of fields by employees do not.
bool holds_personal_data(const Entry& entry);

/// Blanks the file's name and forgets which bytes it had.
void erase(Attachment& attachment);

} // namespace resuelve::incidents
