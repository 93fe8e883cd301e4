#pragma once

#include "domain/access/api_token.hpp"
#include "domain/access/throttle.hpp"
#include "domain/employees/employee_store.hpp"
#include "domain/employees/events.hpp"
#include "domain/employees/kept_store.hpp"
#include "platform/crypto/password_hasher.hpp"
#include "platform/crypto/sealed_box.hpp"
#include "services/api/audit.hpp"
#include "services/api/passkeys.hpp"
#include "services/api/rate_limit.hpp"
#include "services/api/route.hpp"
#include "services/api/sessions.hpp"

#include <vector>

namespace resuelve::employees {

namespace limits {
inline constexpr std::size_t name = 100;      ///< code points
inline constexpr std::size_t team_name = 100; ///< code points
inline constexpr std::size_t teams_of_one = 50;
inline constexpr std::size_t recovery_codes = 10;
inline constexpr std::chrono::hours window{1};
inline constexpr std::size_t link_mails_per_account = 3; ///< an hour
inline constexpr std::size_t link_requests_per_source = 20;
inline constexpr std::size_t link_requests_in_all = 500;
inline constexpr std::size_t passkey_changes_per_account = 20; ///< an hour: each is told by a mail
inline constexpr std::size_t passkey_changes_in_all = 500;
} // namespace limits

/// The service that knows who the employees are, their teams and their programs. The parts outlive it.
struct Service {
    EmployeeStore& store;
    access::ApiTokenStore& tokens;
    KeptStore& kept; ///< preferences, views, templates, categories
    api::Sessions& sessions;
    PasswordHasher& hasher;
    access::SignInThrottle& throttle;
    const SealedBox& box; ///< for the seeds of second factors
    const KeyRing& keys;  ///< the ring "sessions"
    const api::PasskeyCeremonies& passkeys;
    access::AuditLog& audit;
    const Clock& clock;
    Random& random;
    /// Sign-in and reset answer this long after their arrival, whatever was found (reliability.md §3.5).
    std::chrono::milliseconds answer_after{150};

    api::RateLimit link_mails{{limits::link_mails_per_account, limits::link_requests_in_all, limits::window}};
    api::RateLimit link_requests{{limits::link_requests_per_source, limits::link_requests_in_all, limits::window}};
    api::RateLimit passkey_changes{
        {limits::passkey_changes_per_account, limits::passkey_changes_in_all, limits::window}};
};

/// Every route of the service; `service` must outlive them.
std::vector<api::Route> routes(Service& service);

/// Registers the first administrator, unless there is an active one. Says whether it did. Throws Problem::invalid for a
/// password that may not be used.
awaitable<bool> ensure_first_administrator(Service& service, Email email, std::string password);

} // namespace resuelve::employees
