#pragma once

#include <string>
#include <string_view>

namespace resuelve::api {

/// What a User-Agent is called in the list of own sessions: "Firefox on Linux"; "curl"; empty if it says nothing known.
std::string device_of(std::string_view user_agent);

} // namespace resuelve::api
