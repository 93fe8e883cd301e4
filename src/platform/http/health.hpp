#pragma once

#include "platform/http/router.hpp"
#include "platform/metrics/metrics.hpp"

#include <functional>
#include <string>
#include <vector>

namespace resuelve::http {

/// A part that the service needs, and how to find out whether it is there. `is_ready` has its own deadline; throwing
/// counts as no.
struct Dependency {
    std::string name;
    std::function<awaitable<bool>()> is_ready;
    /// Whether nothing can be served without it. A part that is only waited for in the background is named when it is
    /// away, and the service stays ready: taken out of the proxy it would help nobody.
    bool is_needed = true;
};

/// Adds /healthz (200 while the process lives), /readyz (200, or 503 if a needed part is away, naming all that are:
/// reliability.md §5) and /metrics. `metrics` must outlive the router.
void add_health_routes(Router& router, Metrics& metrics, std::vector<Dependency> dependencies);

/// Adds /problems and /problems/{name}: what each error means, as HTML for people and JSON for programs.
void add_problem_pages(Router& router);

} // namespace resuelve::http
