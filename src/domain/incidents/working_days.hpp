#pragma once

#include "platform/time/instant.hpp"

#include <chrono>
#include <set>
#include <string>

namespace resuelve::incidents {

/// Which days count as working days, and where the day begins. Local days are those of the zone.
class Calendar {
public:
    /// `zone` is an IANA name. Throws std::runtime_error if the system does not know it.
    Calendar(std::string zone, std::set<std::chrono::sys_days> holidays);

    /// Monday to Friday but for the holidays.
    bool is_working_day(std::chrono::local_days day) const;

    /// The local day of a moment.
    std::chrono::local_days day_of(Instant moment) const;
    /// The last millisecond of a local day.
    Instant end_of(std::chrono::local_days day) const;

    /// The end of the n-th working day after the day of `from`; day 1 is the first working day after it.
    Instant after_working_days(Instant from, int n) const;
    /// The end of the n-th calendar day after the day of `from`.
    Instant after_days(Instant from, int n) const;

private:
    std::string zone_;
    std::set<std::chrono::sys_days> holidays_;
};

/// National holidays of Spain from 2025 to 2030 in Europe/Madrid; beyond, the fixed ones alone are unknown: Saturdays and
/// Sundays only, which makes deadlines earlier, never later.
const Calendar& spain();

/// With the regional days of Andalusia and the local ones of Granada.
const Calendar& granada();

} // namespace resuelve::incidents
