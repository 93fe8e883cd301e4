#pragma once

#include "domain/incidents/incident.hpp"

#include <boost/json/object.hpp>

namespace resuelve::incidents {

/// The form in which stores keep an incident: nothing is lost, members at their zero are left out, moments are
/// milliseconds since 1970. Not the form of the API.
boost::json::object to_stored(const Incident& incident);

/// Reads it back. Throws std::runtime_error, naming the member, if it is damaged.
Incident from_stored(const boost::json::object& stored);

} // namespace resuelve::incidents
