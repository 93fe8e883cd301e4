#pragma once

#include "services/customers/service.hpp"

namespace resuelve::customers {

/// The customer who sends the request. Throws Problem::session_expired if the account is gone meanwhile.
awaitable<Customer> own_customer(const api::Request& request, Service& service);

/// What a customer may do.
access::Actor actor_of(const Customer& customer);

/// Throws Problem::invalid, naming `field`, if the password may not be used by that person.
void want_good_password(std::string_view field, std::string_view password, const Customer& customer);

/// The customer, if the password is right; hashed anew when the costs rose. Each failure counts against the account and
/// the sender. Throws Problem::too_many_requests, Problem::wrong_credentials.
awaitable<Customer> identify(const api::Request& request, Service& service, Email email, std::string password);

/// Reading the mail is not enough: whoever registered somebody else's address would inherit that person's claims as
/// soon as they follow the link. It takes the account's session, or its password (reliability.md §0.6). Throws
/// Problem::unauthenticated, and what identify() does.
awaitable<void> want_account(const api::Request& request, Service& service, const Customer& customer,
                             std::optional<std::string> password);

/// Who is to get a mailed link, asked for by somebody who need not be known: nobody if the address has no account, or
/// has got mails enough for this hour. A 429 would tell that the address is known.
awaitable<std::optional<Customer>> mailable_customer(Service& service, Email email);

/// A new session of the customer, audited with the way that it went, as the answer to who signs in.
awaitable<api::Response> start_session(const api::Request& request, Service& service, const Customer& customer,
                                       std::string way);

/// As in Customers::Along, for a request.
Customers::Along along(const api::Request& request);

/// The same with what is audited of it.
Customers::Along audited_along(const api::Request& request, const Service& service, access::Audited act,
                               std::string detail = {});

/// Audits that what somebody signed in with was wrong, for the customer or for nobody.
awaitable<void> audit_failure(const api::Request& request, Service& service, const std::optional<Customer>& customer,
                              std::string way);

} // namespace resuelve::customers
