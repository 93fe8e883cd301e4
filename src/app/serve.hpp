#pragma once

#include "app/options.hpp"
#include "app/service_names.hpp"
#include "platform/http/web_address.hpp"

namespace resuelve::app {

/// Runs these services in this process until SIGTERM or SIGINT. Returns the exit code: 0 after a clean stop.
/// Throws std::exception, with a message for the administrator, if it cannot start; StartFailure has its exit code.
int serve(const ServeOptions& options, const ServiceNames& names);

/// Where people reach it, as --public-url says. Throws StartFailure.
http::WebAddress public_address_of(const ServeOptions& options);

} // namespace resuelve::app
