#pragma once

#include "app/demo/sign_ins.hpp"

#include <span>
#include <string>
#include <string_view>

namespace resuelve::app {

/// The home page in HTML. Outside the demonstration it names nobody.
std::string render_home_page(std::string_view version, std::span<const DemoSignIn> sign_ins);

} // namespace resuelve::app
