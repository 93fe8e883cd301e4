#pragma once

#include "platform/metrics/metrics.hpp"

#include <array>
#include <chrono>
#include <vector>

namespace resuelve {

/// Counts and times requests by route. Everything is looked up once, so a request costs one increment and one
/// observation.
class RequestMetrics {
public:
    struct Route {
        std::string method;
        std::string pattern;
    };
    /// The last place is for requests that match no route.
    RequestMetrics(Metrics& metrics, const std::vector<Route>& routes);

    /// `route` as an index into what the constructor got; unmatched() for none.
    void count(std::size_t route, unsigned status, std::chrono::microseconds duration);
    std::size_t unmatched() const { return by_route_.size() - 1; }

private:
    struct Figures {
        std::array<prometheus::Counter*, 5> by_status_class{}; ///< 1xx … 5xx
        prometheus::Histogram* durations = nullptr;
    };
    std::vector<Figures> by_route_;
};

} // namespace resuelve
