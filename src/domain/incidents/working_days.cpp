#include "domain/incidents/working_days.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>

namespace resuelve::incidents {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

constexpr std::array national{
    2025y / 1 / 1,
    2025y / 1 / 6,
    2025y / 4 / 18,
    2025y / 5 / 1,
    2025y / 8 / 15,
    2025y / 10 / 13 /* of Sunday 12 */,
    2025y / 11 / 1,
    2025y / 12 / 6,
    2025y / 12 / 8,
    2025y / 12 / 25,

    2026y / 1 / 1,
    2026y / 1 / 6,
    2026y / 4 / 3,
    2026y / 5 / 1,
    2026y / 8 / 15,
    2026y / 10 / 12,
    2026y / 11 / 2 /* of Sunday 1 */,
    2026y / 12 / 7 /* of Sunday 6 */,
    2026y / 12 / 8,
    2026y / 12 / 25,

    2027y / 1 / 1,
    2027y / 1 / 6,
    2027y / 3 / 26,
    2027y / 5 / 1,
    2027y / 8 / 16 /* of Sunday 15 */,
    2027y / 10 / 12,
    2027y / 11 / 1,
    2027y / 12 / 6,
    2027y / 12 / 8,
    2027y / 12 / 25,

    2028y / 1 / 1,
    2028y / 1 / 6,
    2028y / 4 / 14,
    2028y / 5 / 1,
    2028y / 8 / 15,
    2028y / 10 / 12,
    2028y / 11 / 1,
    2028y / 12 / 6,
    2028y / 12 / 8,
    2028y / 12 / 25,

    2029y / 1 / 1,
    2029y / 1 / 6,
    2029y / 3 / 30,
    2029y / 5 / 1,
    2029y / 8 / 15,
    2029y / 10 / 12,
    2029y / 11 / 1,
    2029y / 12 / 6,
    2029y / 12 / 8,
    2029y / 12 / 25,

    2030y / 1 / 1,
    2030y / 1 / 7 /* of Sunday 6 */,
    2030y / 4 / 19,
    2030y / 5 / 1,
    2030y / 8 / 15,
    2030y / 10 / 12,
    2030y / 11 / 1,
    2030y / 12 / 6,
    2030y / 12 / 9 /* of Sunday 8 */,
    2030y / 12 / 25,
};

/// The taking of the city, the day of Andalusia, Maundy Thursday, Corpus Christi.
constexpr std::array local{
    2025y / 1 / 2,
    2025y / 2 / 28,
    2025y / 4 / 17,
    2025y / 6 / 19,
    2026y / 1 / 2,
    2026y / 2 / 28,
    2026y / 4 / 2,
    2026y / 6 / 4,
    2027y / 1 / 2,
    2027y / 3 / 1 /* of Sunday 28 */,
    2027y / 3 / 25,
    2027y / 5 / 27,
    2028y / 1 / 3 /* of Sunday 2 */,
    2028y / 2 / 28,
    2028y / 4 / 13,
    2028y / 6 / 15,
    2029y / 1 / 2,
    2029y / 2 / 28,
    2029y / 3 / 29,
    2029y / 5 / 31,
    2030y / 1 / 2,
    2030y / 2 / 28,
    2030y / 4 / 18,
    2030y / 6 / 20,
};

std::vector<year_month_day> with_local_days() {
    std::vector<year_month_day> all{national.begin(), national.end()};
    all.insert(all.end(), local.begin(), local.end());
    return all;
}

} // namespace

Calendar::Calendar(std::string_view zone, std::vector<year_month_day> holidays) : zone_{date::locate_zone(zone)} {
    for (const auto day : holidays)
        holidays_.push_back(local_days{day});
    std::ranges::sort(holidays_);
}

bool Calendar::is_working_day(local_days day) const {
    const weekday weekday{day};
    return weekday != Saturday && weekday != Sunday && !std::ranges::binary_search(holidays_, day);
}

local_days Calendar::day_of(Instant moment) const {
    return local_days{floor<days>(zone_->to_local(moment).time_since_epoch())};
}

Instant Calendar::begin_of(local_days day) const {
    return time_point_cast<milliseconds>(
        zone_->to_sys(date::local_days{day.time_since_epoch()}, date::choose::earliest));
}

Instant Calendar::end_of(local_days day) const {
    return begin_of(day + days{1}) - milliseconds{1};
}

Instant Calendar::after_working_days(Instant from, int n) const {
    auto day = day_of(from);
    while (n > 0) {
        day += days{1};
        if (is_working_day(day)) --n;
    }
    return end_of(day);
}

Instant Calendar::after_days(Instant from, int n) const {
    return end_of(day_of(from) + days{n});
}

const Calendar& spain() {
    static const Calendar calendar{"Europe/Madrid", {national.begin(), national.end()}};
    return calendar;
}

const Calendar& granada() {
    static const Calendar calendar{"Europe/Madrid", with_local_days()};
    return calendar;
}

std::span<const year_month_day> national_holidays() {
    return national;
}
std::span<const year_month_day> holidays_of_granada() {
    return local;
}

} // namespace resuelve::incidents
