#include "platform/metrics/request_metrics.hpp"

#include <algorithm>

namespace resuelve {

RequestMetrics::RequestMetrics(Metrics& metrics, const std::vector<Route>& routes) {
    auto all = routes;
    all.push_back({"any", "unmatched"});
    for (const auto& route : all) {
        const Metrics::Labels labels{{"method", route.method}, {"route", route.pattern}};
        Figures figures;
        for (std::size_t i = 0; i < figures.by_status_class.size(); ++i) {
            auto with_status = labels;
            with_status["status"] = std::to_string(i + 1) + "xx";
            figures.by_status_class[i] =
                &metrics.counter("resuelve_http_requests_total", "Requests answered.", with_status);
        }
        figures.durations = &metrics.durations("resuelve_http_request_duration_seconds",
                                               "From the first byte of a request to the last of its answer.", labels);
        by_route_.push_back(figures);
    }
}

void RequestMetrics::count(std::size_t route, unsigned status, std::chrono::microseconds duration) {
    const auto& figures = by_route_.at(route);
    figures.by_status_class[std::clamp(status / 100, 1U, 5U) - 1]->Increment();
    figures.durations->Observe(std::chrono::duration<double>{duration}.count());
}

} // namespace resuelve
