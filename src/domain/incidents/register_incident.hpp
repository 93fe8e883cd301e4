#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace resuelve::incidents {

/// What a claim says when it is filed. The customer is known, or there is a contact (a claim without an account), or
/// both.
struct NewIncident {
    std::optional<CustomerId> customer_id{};
    std::optional<Contact> contact{};
    std::string customer_name{}; ///< to show; of the contact if empty
    Channel channel = Channel::web;
    std::string language = "es"; ///< es, ca, gl, eu, en
    std::string subject{};
    std::string description{};
    std::optional<Order> order{};
    std::vector<std::string> points{};
    std::optional<std::string> category{};
    std::optional<Priority> priority{}; ///< employees only
    std::optional<TeamId> team_id{};    ///< employees only
    bool vulnerable_customer = false;
    std::optional<std::string> privacy_version{}; ///< of the text about privacy that was accepted; customers only
    std::optional<IncidentId> continues{}; ///< the closed incident of the same customer that this one goes on with
};

/// Registers a claim: the clocks start, the first entries hold what was filed. Refused as invalid, naming every field.
std::expected<Change, Refusal> register_incident(NewIncident claim, const Context& context);

} // namespace resuelve::incidents
