#pragma once

#include "app/options.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace resuelve::app {

/// Tells every customer, employee, team and API token as an event again. Other services make what is missing of their
/// copies anew; what they know in the same version stays. `tellers`: "customers", "employees"; empty: both. On SQLite
/// the server has to be stopped: it hears of them when it starts. Throws StartFailure.
void tell_again(const ServeOptions& options, const std::vector<std::string>& tellers, std::ostream& output);

} // namespace resuelve::app
