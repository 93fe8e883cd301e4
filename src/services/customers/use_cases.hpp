#pragma once

#include "services/customers/service.hpp"

namespace resuelve::customers {

using api::Request;
using api::Response;

// Registering (register_customer.cpp)
awaitable<Response> register_customer(const Request& request, Service& service);

// Signing in (sign_in.cpp)
awaitable<Response> sign_in(const Request& request, Service& service);
awaitable<Response> renew_session(const Request& request, Service& service);
awaitable<Response> sign_out(const Request& request, Service& service);
awaitable<Response> list_sessions(const Request& request, Service& service);
awaitable<Response> end_session(const Request& request, Service& service);

// Signing in by a mailed link (sign_in_link.cpp)
awaitable<Response> request_sign_in_link(const Request& request, Service& service);
awaitable<Response> confirm_sign_in_link(const Request& request, Service& service);

// Passkeys (passkeys.cpp)
awaitable<Response> challenge_passkey(const Request& request, Service& service);
awaitable<Response> sign_in_by_passkey(const Request& request, Service& service);
awaitable<Response> list_passkeys(const Request& request, Service& service);
awaitable<Response> challenge_new_passkey(const Request& request, Service& service);
awaitable<Response> add_passkey(const Request& request, Service& service);
awaitable<Response> remove_passkey(const Request& request, Service& service);

// One's own data (own_data.cpp)
awaitable<Response> get_own_customer(const Request& request, Service& service);
awaitable<Response> change_own_customer(const Request& request, Service& service);
awaitable<Response> export_own_customer(const Request& request, Service& service);

// What needs a person of the shop (data_requests.cpp)
awaitable<Response> make_data_request(const Request& request, Service& service);
awaitable<Response> list_own_data_requests(const Request& request, Service& service);
awaitable<Response> list_data_requests(const Request& request, Service& service);
awaitable<Response> extend_data_request(const Request& request, Service& service);
awaitable<Response> answer_data_request(const Request& request, Service& service);

// Leaving (erasure.cpp)
awaitable<Response> erase_own_customer(const Request& request, Service& service);
awaitable<Response> erase_with_password(const Request& request, Service& service);

// Passwords and addresses (passwords.cpp, verification.cpp, email_change.cpp)
awaitable<Response> change_own_password(const Request& request, Service& service);
awaitable<Response> request_password_reset(const Request& request, Service& service);
awaitable<Response> confirm_password_reset(const Request& request, Service& service);
awaitable<Response> request_verification(const Request& request, Service& service);
awaitable<Response> verify_email(const Request& request, Service& service);
awaitable<Response> request_email_change(const Request& request, Service& service);
awaitable<Response> confirm_email_change(const Request& request, Service& service);

// For employees (reading.cpp)
awaitable<Response> list_customers(const Request& request, Service& service);
awaitable<Response> get_customer(const Request& request, Service& service);
awaitable<Response> get_customer_notes(const Request& request, Service& service); // notes.cpp
awaitable<Response> put_customer_notes(const Request& request, Service& service);
awaitable<Response> list_audit(const Request& request, Service& service);
awaitable<Response> verify_audit(const Request& request, Service& service);

} // namespace resuelve::customers
