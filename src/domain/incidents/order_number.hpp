#pragma once

#include <string_view>

namespace resuelve::incidents {

/// Whether two people who wrote these meant one order: its letters and digits count, not how they are grouped or
/// whether they are capitals. What has neither letters nor digits is no number.
bool is_same_order(std::string_view one, std::string_view other);

} // namespace resuelve::incidents
