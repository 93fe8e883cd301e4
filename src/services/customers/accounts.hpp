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

/// As in Customers::Along, for a request.
Customers::Along along(const api::Request& request);

} // namespace resuelve::customers
