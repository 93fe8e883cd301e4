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
};

/// Adds /healthz (200 while the process lives), /readyz (200, or 503 naming the parts that are away: reliability.md §5)
/// and /metrics. `metrics` must outlive the router.
void add_health_routes(Router& router, Metrics& metrics, std::vector<Dependency> dependencies);

/// Adds /problems and /problems/{name}: what each error means, as HTML for people and JSON for programs.
void add_problem_pages(Router& router);

} // namespace resuelve::http
