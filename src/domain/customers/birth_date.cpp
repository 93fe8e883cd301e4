#include "domain/customers/birth_date.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace resuelve::customers {
namespace {

using namespace std::chrono;

/// Takes `least` to `most` digits off the front.
std::optional<unsigned> take_number(std::string_view& text, std::size_t least, std::size_t most) {
    unsigned value = 0;
    std::size_t digits = 0;
    for (; digits < most && !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits) {
        value = value * 10 + static_cast<unsigned>(text.front() - '0');
        text.remove_prefix(1);
    }
    return digits >= least ? std::optional{value} : std::nullopt;
}

bool take_slash(std::string_view& text) {
    if (!text.starts_with('/')) return false;
    text.remove_prefix(1);
    return true;
}

} // namespace

std::optional<BirthDate> parse_legacy_date(std::string_view text) {
    const auto d = take_number(text, 1, 2);
    if (!d || !take_slash(text)) return std::nullopt;
    const auto m = take_number(text, 1, 2);
    if (!m || !take_slash(text)) return std::nullopt;
    const auto y = take_number(text, 4, 4);
    if (!y || !text.empty()) return std::nullopt;
    const BirthDate date{year{static_cast<int>(*y)}, month{*m}, day{*d}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::string to_legacy_date(BirthDate date) {
    return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                       static_cast<int>(date.year()));
}

bool is_plausible(BirthDate date, BirthDate today) {
    return date.ok() && date >= BirthDate{year{1900}, January, day{1}} && date <= today;
}

} // namespace resuelve::customers
