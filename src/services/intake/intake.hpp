#pragma once

#include "domain/access/audit_log.hpp"
#include "domain/access/token.hpp"
#include "domain/events/event_bus.hpp"
#include "services/api/attachments.hpp"
#include "services/api/live.hpp"
#include "services/api/rate_limit.hpp"
#include "services/api/receipts.hpp"
#include "services/api/route.hpp"

#include <functional>
#include <vector>

namespace resuelve::intake {

namespace limits {
inline constexpr std::size_t claims_per_source = 20;           ///< an hour, POST /claims
inline constexpr std::size_t claims_in_all = 2'000;            ///< an hour
inline constexpr std::size_t reference_misses_per_source = 30; ///< an hour, GET /claims/{reference}
inline constexpr std::size_t reference_misses_in_all =
    20'000; ///< an hour: a hit among 10^6 incidents in about 200 years
inline constexpr std::size_t access_requests_per_source = 20; ///< an hour
inline constexpr std::size_t access_requests_in_all = 2'000;  ///< an hour
inline constexpr std::size_t access_mails_per_claim = 3;      ///< an hour
inline constexpr std::chrono::hours window{1};
inline constexpr std::chrono::hours access_link_lifetime{1};
inline constexpr std::chrono::hours claim_session_lifetime{12}; ///< with renewals; each token lives as all do
inline constexpr std::chrono::hours filing_session_lifetime{1}; ///< of who has just filed, with renewals
} // namespace limits

/// The service for customers: they open incidents, follow and settle them.
struct Intake {
    api::Desk desk;
    /// Stores events that belong to no change of an incident: they go out when the bus is there.
    std::function<awaitable<void>(std::vector<events::Event>)> tell;
    api::LiveEvents& live;
    api::Receipts& receipts;
    const access::TokenIssuer& tokens; ///< of this service: for sessions from mailed links
    access::AuditLog& audit;
    /// The answer to an access request leaves this long after its arrival, whatever was found (reliability.md §3.5).
    std::chrono::milliseconds access_answer_after{150};

    api::UploadBudget uploads{};
    api::RateLimit claims{{limits::claims_per_source, limits::claims_in_all, limits::window}};
    api::RateLimit reference_misses{
        {limits::reference_misses_per_source, limits::reference_misses_in_all, limits::window}};
    api::RateLimit access_requests{
        {limits::access_requests_per_source, limits::access_requests_in_all, limits::window}};
    api::RateLimit access_mails{{limits::access_mails_per_claim, limits::access_requests_in_all, limits::window}};
};

/// Every route of the service; `intake` must outlive them.
std::vector<api::Route> routes(Intake& intake);

/// What the service listens to: customers, and what became of mail to them.
std::vector<events::Subscription> subscriptions(Intake& intake);

} // namespace resuelve::intake
