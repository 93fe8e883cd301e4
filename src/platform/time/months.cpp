#include "platform/time/months.hpp"

#include <date/tz.h>

namespace resuelve {

Instant end_of_day_after_months(Instant from, int months, std::string_view zone) {
    const auto* where = date::locate_zone(zone);
    const date::year_month_day day{date::floor<date::days>(where->to_local(from))};
    auto target = day + date::months{months};
    if (!target.ok()) target = target.year() / target.month() / date::last;
    const auto next_day = date::local_days{target} + date::days{1};
    return std::chrono::time_point_cast<std::chrono::milliseconds>(where->to_sys(next_day, date::choose::earliest)) -
           std::chrono::milliseconds{1};
}

} // namespace resuelve
