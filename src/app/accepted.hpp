#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resuelve::app {

/// What an Accept-Language or Accept-Encoding header takes, in lower case, the most wanted first; without what has a
/// weight of 0 (RFC 9110 §12.4.2). What cannot be read is left out.
std::vector<std::string> accepted(std::string_view header);

} // namespace resuelve::app
