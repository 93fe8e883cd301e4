#pragma once

#include "domain/access/api_token.hpp"
#include "domain/events/event_bus.hpp"
#include "services/api/attachments.hpp"
#include "services/api/audit.hpp"
#include "services/api/live.hpp"
#include "services/api/rate_limit.hpp"
#include "services/api/receipts.hpp"
#include "services/api/route.hpp"

#include <functional>
#include <vector>

namespace resuelve::resolution {

namespace limits {
inline constexpr std::size_t incidents_at_once = 100; ///< that one request changes
inline constexpr int reported_days = 92;              ///< that one report shows day by day: a quarter
/// Of a page of found incidents so many are looked for the words in their entries, the newest of each, and the
/// beginning of each text: a search stays a matter of milliseconds.
inline constexpr std::size_t snippets_of_entries = 25;
inline constexpr int snippet_entries = 20;
inline constexpr std::size_t snippet_text = 10'000;   ///< bytes of one text
inline constexpr std::size_t snippets_page = 524'288; ///< bytes of all texts of a page
/// Within it supervisors are told once of the same person and incident.
inline constexpr std::chrono::hours access_window{24};
inline constexpr std::size_t access_requests_per_employee = 20;
inline constexpr std::size_t access_requests_in_all = 2'000;
} // namespace limits

/// The service for employees: they work on incidents and resolve them; and Resuelve's own clocks.
struct Resolution {
    api::Desk desk;
    api::LiveEvents& live;
    api::Receipts& receipts;
    access::AuditLog& audit;
    access::ApiTokenStore& known_tokens;                ///< the service's copy
    std::optional<std::int64_t> proposal_limit_cents{}; ///< above it others approve what agents and programs propose
    /// Stores events that belong to no change of an incident: they go out when the bus is there.
    std::function<awaitable<void>(std::vector<events::Event>)> tell{};

    api::AuditedReads reads{audit, desk.clock};
    api::UploadBudget uploads{};
    api::RateLimit access_requesters{
        {limits::access_requests_per_employee, limits::access_requests_in_all, limits::access_window}};
};

/// Every route of the service; `resolution` must outlive them.
std::vector<api::Route> routes(Resolution& resolution);

/// What the service listens to: customers, employees and teams.
std::vector<events::Subscription> subscriptions(Resolution& resolution);

} // namespace resuelve::resolution
