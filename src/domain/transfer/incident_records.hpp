#pragma once

#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"
#include "domain/transfer/record.hpp"

namespace resuelve::transfer {

// Incidents and entries as records, and back. The latter throw RecordFault.

Record to_record(const incidents::Incident& incident);
incidents::Incident incident_in(const Record& record);

/// Nothing of it is computed anew, so that its hash verifies, or does not, as it did before.
Record to_record(const incidents::Entry& entry);
incidents::Entry entry_in(const Record& record, IncidentId incident);

} // namespace resuelve::transfer
