#pragma once

#include "platform/time/instant.hpp"

#include <string_view>

namespace resuelve {

/// The last millisecond of the local day that is so many calendar months after the day of `from`; where the month has
/// no such day, of the month's last one (Regulation 1182/71 art. 3.2 c). `zone` is an IANA name. Throws
/// std::runtime_error if the system does not know it.
Instant end_of_day_after_months(Instant from, int months, std::string_view zone);

} // namespace resuelve
