#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/incident_query.hpp"

namespace resuelve::mongodb {

/// Keeps the person unless a newer version is kept.
void remember_person(Connection& connection, const incidents::KnownPerson& person);
std::optional<incidents::KnownPerson> find_person(Connection& connection, const Uuid& id);
/// An active customer with that address (lower case).
std::optional<incidents::KnownPerson> find_customer_by_email(Connection& connection, std::string_view email);

} // namespace resuelve::mongodb
