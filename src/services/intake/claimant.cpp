#include "services/intake/claimant.hpp"

namespace resuelve::intake {

access::Actor claimant(const incidents::Incident& incident, Instant signed_in_at) {
    return {.role = access::Role::customer,
            .id = incident.customer_id ? incident.customer_id->value : incident.id.value,
            .name = incident.customer_name,
            .signed_in_at = signed_in_at,
            .only_incident = incident.id};
}

} // namespace resuelve::intake
