#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <string>

namespace resuelve::incidents {

/// Gives a claim without an account to the customer who has proved to own its e-mail address.
std::expected<Change, Refusal> link_customer(const Incident& incident, CustomerId customer, std::string name,
                                             const Context& context);

} // namespace resuelve::incidents
