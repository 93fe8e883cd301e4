#pragma once

#include "domain/access/api_token.hpp"
#include "domain/access/throttle.hpp"
#include "domain/customers/data_requests.hpp"
#include "domain/events/event_bus.hpp"
#include "platform/crypto/password_hasher.hpp"
#include "services/api/audit.hpp"
#include "services/api/passkeys.hpp"
#include "services/api/rate_limit.hpp"
#include "services/api/route.hpp"
#include "services/api/sessions.hpp"

#include <boost/describe/enum.hpp>

#include <functional>
#include <vector>

namespace resuelve::customers {

/// Who may use the legacy routes (reliability.md §0.4): everybody who reaches them; without credentials only a direct
/// loopback client; nobody.
BOOST_DEFINE_ENUM_CLASS(LegacyApi, open, auto_, off)

namespace limits {
inline constexpr std::chrono::hours window{1};
inline constexpr std::size_t taken_per_source = 5; ///< an hour: registrations of addresses that are taken (§0.11)
inline constexpr std::size_t taken_in_all = 100;
inline constexpr std::size_t registrations_per_source = 60;
inline constexpr std::size_t registrations_in_all = 2'000;
inline constexpr std::size_t link_mails_per_account = 3;
inline constexpr std::size_t link_requests_per_source = 20;
inline constexpr std::size_t link_requests_in_all = 2'000;
inline constexpr std::size_t passkey_changes_per_account = 20; ///< an hour: each is told by a mail
inline constexpr std::size_t passkey_changes_in_all = 2'000;
} // namespace limits

/// The service that registers customers and knows who they are. The parts outlive it.
struct Service {
    CustomerStore& store;
    Customers& customers;
    DataRequests& data_requests;
    api::Sessions& sessions;
    PasswordHasher& hasher;
    access::SignInThrottle& throttle;
    const KeyRing& keys; ///< the ring "sessions"
    const api::PasskeyCeremonies& passkeys;
    access::AuditLog& audit;
    access::ApiTokenStore& known_tokens; ///< the service's copy
    const Clock& clock;
    LegacyApi legacy_api = LegacyApi::auto_;
    /// What `GET /` gives to people.
    std::function<awaitable<api::Response>(const api::Request&)> home_page;
    /// Sign-in and reset answer this long after their arrival, whatever was found (reliability.md §3.5).
    std::chrono::milliseconds answer_after{150};

    api::AuditedReads reads{audit, clock};
    api::RateLimit taken{{limits::taken_per_source, limits::taken_in_all, limits::window}};
    api::RateLimit registrations{{limits::registrations_per_source, limits::registrations_in_all, limits::window}};
    api::RateLimit link_mails{{limits::link_mails_per_account, limits::link_requests_in_all, limits::window}};
    api::RateLimit link_requests{{limits::link_requests_per_source, limits::link_requests_in_all, limits::window}};
    api::RateLimit passkey_changes{
        {limits::passkey_changes_per_account, limits::passkey_changes_in_all, limits::window}};
};

/// Every route of the service, the legacy ones too; `service` must outlive them.
std::vector<api::Route> routes(Service& service);

/// What the service listens to: claims of people who have no account get them one.
std::vector<events::Subscription> subscriptions(Service& service);

/// Registers the demonstration's customer, ejemplo@gmail.com, unless there is one.
awaitable<void> add_example_customer(Service& service);

} // namespace resuelve::customers
