#pragma once

#include "app/options.hpp"
#include "app/service_names.hpp"

namespace resuelve::app {

/// Runs these services in this process until SIGTERM or SIGINT. Returns the exit code: 0 after a clean stop.
/// Throws std::exception, with a message for the administrator, if it cannot start; StartFailure has its exit code.
int serve(const ServeOptions& options, const ServiceNames& names);

/// Where links in mails and receipts lead, without a slash at the end. Throws StartFailure for anything but http(s).
std::string public_url_of(const ServeOptions& options);

} // namespace resuelve::app
