#pragma once

#include <string_view>

namespace resuelve::app {

/// "0.1.0": the project's version in CMakeLists.txt.
constexpr std::string_view version() {
    return RESUELVE_VERSION;
}

} // namespace resuelve::app
