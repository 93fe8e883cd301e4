#include "domain/incidents/seen_resolution.hpp"

namespace resuelve::incidents {

std::expected<void, Refusal> check_seen_resolution(const Incident& incident, std::optional<Instant> seen) {
    if (!seen || (incident.resolution && incident.resolution->proposed_at == seen)) return {};
    return std::unexpected(Refusal{.reason = Refusal::Reason::resolution_changed,
                                   .status = incident.status,
                                   .detail = "another resolution was proposed since",
                                   .fields = {}});
}

} // namespace resuelve::incidents
