#pragma once

#include "platform/time/instant.hpp"

#include <chrono>
#include <span>
#include <string_view>
#include <vector>

namespace date {
class time_zone;
}

namespace resuelve::incidents {

/// Which days count as working days, and where the day begins. Days are the zone's.
class Calendar {
public:
    /// `zone` is an IANA name. Throws std::runtime_error if the system does not know it.
    Calendar(std::string_view zone, std::vector<std::chrono::year_month_day> holidays);

    /// Monday to Friday but for the holidays.
    bool is_working_day(std::chrono::local_days day) const;

    /// The local day of a moment.
    std::chrono::local_days day_of(Instant moment) const;
    Instant begin_of(std::chrono::local_days day) const;
    /// The last millisecond of a local day.
    Instant end_of(std::chrono::local_days day) const;

    /// The end of the n-th working day after the day of `from`: day 1 is the first working day after it.
    Instant after_working_days(Instant from, int n) const;
    /// The end of the n-th day after the day of `from`.
    Instant after_days(Instant from, int n) const;

private:
    const date::time_zone* zone_;
    std::vector<std::chrono::local_days> holidays_; ///< sorted
};

/// The national holidays of Spain, 2025 to 2030, in Europe/Madrid. One on a Sunday is kept on the Monday after it, as
/// most communities do. Beyond 2030 only weekends are known, so that deadlines come earlier, never later.
const Calendar& spain();

/// Spain with the days of Andalusia and of the city of Granada.
const Calendar& granada();

/// The tables behind them, for tests and documentation.
std::span<const std::chrono::year_month_day> national_holidays();
std::span<const std::chrono::year_month_day> holidays_of_granada();

} // namespace resuelve::incidents
