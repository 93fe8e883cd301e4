#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace resuelve::customers {

/// JSON in which every character beyond ASCII is escaped as \uXXXX (RFC 8259 §7): the clients of the legacy routes
/// decode their answers as ASCII.
std::string to_ascii_json(const boost::json::value& value);

} // namespace resuelve::customers
