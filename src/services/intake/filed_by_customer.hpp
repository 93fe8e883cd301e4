#pragma once

#include "services/api/filed_claim.hpp"

namespace resuelve::intake {

/// What a customer files, who has read how the shop treats personal data.
struct FiledByCustomer : api::FiledClaim {
    std::optional<api::LineOf<incidents::limits::privacy_version>> privacy_version;
};
BOOST_DESCRIBE_STRUCT(FiledByCustomer, (api::FiledClaim), (privacy_version))

inline incidents::NewIncident to_new_incident(const FiledByCustomer& claim, std::string usual_language) {
    auto incident = api::to_new_incident(claim, std::move(usual_language));
    if (claim.privacy_version) incident.privacy_version = claim.privacy_version->value;
    return incident;
}

} // namespace resuelve::intake
