#include "adapters/memory/incident_store.hpp"
#include "tests/contract/incident_store_contract.hpp"

namespace resuelve::incidents {
namespace {

struct InMemory {
    memory::IncidentStore incidents;

    IncidentStore& store() { return incidents; }
    events::Outbox& outbox() { return incidents.outbox(); }
};

INSTANTIATE_INCIDENT_STORE_CONTRACT(Memory, InMemory);

} // namespace
} // namespace resuelve::incidents
