#pragma once

#include "app/options.hpp"

#include <ostream>

namespace resuelve::app {

/// Makes the running figures of the reports anew from the incidents, and says whether they were right. On files throws
/// std::runtime_error if a server runs on them; on MongoDB services may go on.
void recount(const ServeOptions& options, std::ostream& output);

} // namespace resuelve::app
