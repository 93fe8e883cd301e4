#pragma once

#include "adapters/mongodb/bson.hpp"

#include <boost/json/object.hpp>

namespace resuelve::mongodb {

/// The same as BSON: integers of 64 bits, everything else as its own kind. Throws std::range_error for an unsigned
/// integer that has no room there.
Document from_json(const boost::json::object& json);
Array from_json(const boost::json::array& json);

/// Back again. Throws std::runtime_error for kinds that JSON has not (times, bytes): those are read by name.
boost::json::object to_json(View document);
boost::json::array to_json(const std::vector<Element>& items);

} // namespace resuelve::mongodb
