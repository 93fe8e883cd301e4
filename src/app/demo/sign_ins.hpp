#pragma once

#include <span>
#include <string_view>

namespace resuelve::app {

/// A person of the demonstration and how to sign in as them.
struct DemoSignIn {
    std::string_view role;
    std::string_view email;
    std::string_view password;
    std::string_view path; ///< the page to sign in on, or the call of the legacy routes
};

/// The people of the demonstration (design.md: "printed sign-ins").
std::span<const DemoSignIn> demo_sign_ins();

} // namespace resuelve::app
