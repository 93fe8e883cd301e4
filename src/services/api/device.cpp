#include "services/api/device.hpp"

#include <array>
#include <utility>

namespace resuelve::api {
namespace {

using Mark = std::pair<std::string_view, std::string_view>;

/// Special ones first: many claim to be the general ones as well.
constexpr std::array<Mark, 8> programs{{{"Edg/", "Edge"},
                                        {"OPR/", "Opera"},
                                        {"Firefox/", "Firefox"},
                                        {"Chrome/", "Chrome"},
                                        {"Safari/", "Safari"},
                                        {"curl/", "curl"},
                                        {"python-requests/", "Python"},
                                        {"Resuelve", "Resuelve"}}};
constexpr std::array<Mark, 6> systems{{{"Android", "Android"},
                                       {"iPhone", "iPhone"},
                                       {"iPad", "iPad"},
                                       {"Windows", "Windows"},
                                       {"Macintosh", "macOS"},
                                       {"Linux", "Linux"}}};

template <std::size_t N>
std::string_view named(const std::array<Mark, N>& marks, std::string_view text) {
    for (const auto& [mark, name] : marks)
        if (text.find(mark) != text.npos) return name;
    return {};
}

} // namespace

std::string device_of(std::string_view user_agent) {
    const auto program = named(programs, user_agent);
    const auto system = named(systems, user_agent);
    if (program.empty() || system.empty()) return std::string{program.empty() ? system : program};
    return std::string{program}.append(" on ").append(system);
}

} // namespace resuelve::api
