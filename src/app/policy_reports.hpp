#pragma once

#include "platform/http/router.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/time/clock.hpp"
#include "services/api/rate_limit.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace resuelve::app {

namespace limits {
inline constexpr std::size_t policy_reports_at_once = 20; ///< of one request; browsers send few
inline constexpr api::RateLimit::Limits policy_reports{
    .per_source = 30, .in_all = 1'000, .window = std::chrono::minutes{1}}; ///< requests
} // namespace limits

/// Where browsers tell what the pages' Content-Security-Policy kept from happening; the policy names it.
inline constexpr std::string_view policy_reports_path = "/policy-reports";

/// What is kept of a report: nothing of who sent it, nor the addresses, which may hold an incident's key.
struct PolicyViolation {
    std::string directive; ///< one of CSP's, "other" for anything else
    std::string blocked;   ///< "inline", "eval" … or the scheme and host of what was not loaded
    std::string page;      ///< the first part of the page's path

    bool operator==(const PolicyViolation&) const = default;
};

/// The violations in a request's body, both as `report-uri` sends them (CSP level 2: one object) and as the Reporting
/// API does (a list, other kinds of reports left out); at most limits::policy_reports_at_once. Throws Problem::invalid
/// if it is neither.
std::vector<PolicyViolation> policy_violations(const boost::json::value& body);

/// Takes the reports: counts them by directive, and logs each.
class PolicyReports {
public:
    /// Both outlive it.
    PolicyReports(Metrics& metrics, const Clock& clock);

    void add_route(http::Router& router);

private:
    awaitable<http::Response> take(const http::Request& request);
    prometheus::Counter& counted(const std::string& directive);

    Metrics& metrics_;
    const Clock& clock_;
    api::RateLimit rate_{limits::policy_reports};
};

} // namespace resuelve::app
