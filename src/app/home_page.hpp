#pragma once

#include <span>
#include <string>
#include <string_view>

namespace resuelve::app {

/// A person of the demonstration and how to sign in as them.
struct DemoSignIn {
    std::string_view role;
    std::string_view email;
    std::string_view password;
    std::string_view path; ///< where to send it
};

/// The people of the demonstration (design.md: "printed sign-ins").
std::span<const DemoSignIn> demo_sign_ins();

/// The home page in HTML. Outside the demonstration it names nobody.
std::string render_home_page(std::string_view version, std::span<const DemoSignIn> sign_ins);

} // namespace resuelve::app
