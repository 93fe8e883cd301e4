#pragma once

#include "domain/access/email.hpp"
#include "domain/customers/customer.hpp"
#include "domain/customers/data_request.hpp"
#include "domain/customers/link.hpp"
#include "domain/events/event.hpp"
#include "platform/ids/random.hpp"

#include <array>
#include <string_view>

namespace resuelve::customers {

/// What the customers service tells the others.
struct EventKind {
    std::string_view type;
    std::string_view meaning;
};

/// The one table of customer events; the AsyncAPI document is compared with it.
inline constexpr std::array event_kinds{
    EventKind{"customer.registered", "Somebody has become a customer"},
    EventKind{"customer.updated", "A customer's data or verification changed"},
    EventKind{"customer.erased", "A customer's data is gone; others blank theirs"},
    EventKind{"customer.link_requested", "A single-use link is to be mailed to a customer"},
    EventKind{"customer.data_request_made", "A customer wants something of the own data that needs a person"},
    EventKind{"customer.data_request_extended", "Its term is two months longer, for reasons"},
    EventKind{"customer.data_request_answered", "It was answered"},
    EventKind{"customer.passkey_added", "A customer has a passkey to sign in with; its owner is told by mail"},
    EventKind{"customer.passkey_removed", "One signs nobody in any more; its owner is told by mail"},
};

namespace event_type {
constexpr std::string_view registered = event_kinds[0].type;
constexpr std::string_view updated = event_kinds[1].type;
constexpr std::string_view erased = event_kinds[2].type;
constexpr std::string_view link_requested = event_kinds[3].type;
constexpr std::string_view data_request_made = event_kinds[4].type;
constexpr std::string_view data_request_extended = event_kinds[5].type;
constexpr std::string_view data_request_answered = event_kinds[6].type;
constexpr std::string_view passkey_added = event_kinds[7].type;
constexpr std::string_view passkey_removed = event_kinds[8].type;
} // namespace event_type

/// What every event of one request has in common.
struct Cause {
    Instant now;
    std::string traceparent;
};

/// An event about the customer as it is now: {id, version, name, email, language, email_verified, active}, from which
/// the other services keep their copy. An erased customer's has neither name nor address.
events::Event customer_event(std::string_view type, const Customer& customer, const Cause& cause, Random& random);

/// {customer_id, email, language, purpose, token, expires_at}: the only place where the token stands in clear, so that
/// it can be mailed.
events::Event link_event(const Customer& customer, const IssuedLink& link, const Cause& cause, Random& random);

/// {customer_id, request_id, right, made_at, due, reasons, outcome, explanation}: the last ones null until there are
/// some; not what the customer wrote.
events::Event data_request_event(std::string_view type, const Customer& customer, const DataRequest& request,
                                 const Cause& cause, Random& random);

/// {customer_id, email, passkey}: the address that the account has at this moment, since whoever takes it over may give
/// it another; of the passkey its name alone.
events::Event passkey_event(const Customer& customer, const access::PasskeyChange& change, const Cause& cause,
                            Random& random);

} // namespace resuelve::customers
