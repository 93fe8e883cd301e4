#include "services/api/bind.hpp"
#include "services/customers/legacy.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {

std::vector<api::Route> routes(Service& service) {
    using access::Action;
    using enum http::Method;
    using enum http::BodyKind;
    const auto use = [&service](awaitable<Response> (*use_case)(const Request&, Service&)) {
        return api::bind(use_case, service);
    };
    const std::string all = "/api/v1/customers";
    std::vector<api::Route> routes{
        // Becoming a customer, signing in and out
        {post, all, Action::register_customer, json, use(register_customer)},
        {post, all + "/sessions", Action::use_public_page, json, use(sign_in)},
        {post, all + "/sessions/refresh", Action::use_public_page, json, use(renew_session)},
        {post, all + "/passkey-challenges", Action::use_public_page, json, use(challenge_passkey)},
        {post, all + "/sessions/passkey", Action::use_public_page, json, use(sign_in_by_passkey)},
        {post, all + "/sign-in-links", Action::use_public_page, json, use(request_sign_in_link)},
        {post, all + "/sign-in-links/confirmation", Action::use_public_page, json, use(confirm_sign_in_link)},
        {get, all + "/sessions", Action::manage_own_customer, none, use(list_sessions)},
        {delete_, all + "/sessions/current", Action::manage_own_customer, none, use(sign_out)},
        {delete_, all + "/sessions/{id}", Action::manage_own_customer, none, use(end_session)},

        // Proving the address, and losing the password
        {post, all + "/verification", Action::use_public_page, json, use(verify_email)},
        {post, all + "/verification-requests", Action::manage_own_customer, json, use(request_verification)},
        {post, all + "/password-resets", Action::use_public_page, json, use(request_password_reset)},
        {post, all + "/password-resets/confirmation", Action::use_public_page, json, use(confirm_password_reset)},
        {post, all + "/me/email", Action::manage_own_customer, json, use(request_email_change)},
        {post, all + "/email-changes/confirmation", Action::use_public_page, json, use(confirm_email_change)},

        // One's own data
        {get, all + "/me", Action::manage_own_customer, none, use(get_own_customer)},
        {patch, all + "/me", Action::manage_own_customer, json, use(change_own_customer)},
        {delete_, all + "/me", Action::manage_own_customer, none, use(erase_own_customer)},
        {post, all + "/me/erasure", Action::manage_own_customer, json, use(erase_with_password)},
        {get, all + "/me/export", Action::manage_own_customer, none, use(export_own_customer)},
        {put, all + "/me/password", Action::manage_own_customer, json, use(change_own_password)},
        {get, all + "/me/passkeys", Action::manage_own_customer, none, use(list_passkeys)},
        {post, all + "/me/passkeys", Action::manage_own_customer, json, use(add_passkey)},
        {post, all + "/me/passkeys/challenges", Action::manage_own_customer, json, use(challenge_new_passkey)},
        {delete_, all + "/me/passkeys/{id}", Action::manage_own_customer, none, use(remove_passkey)},
        {post, all + "/me/data-requests", Action::manage_own_customer, json, use(make_data_request)},
        {get, all + "/me/data-requests", Action::manage_own_customer, none, use(list_own_data_requests)},

        // For employees
        {get, all + "/data-requests", Action::answer_data_requests, none, use(list_data_requests)},
        {post, all + "/data-requests/{id}/extension", Action::answer_data_requests, json, use(extend_data_request)},
        {post, all + "/data-requests/{id}/answer", Action::answer_data_requests, json, use(answer_data_request)},
        {get, all, Action::read_customers, none, use(list_customers)},
        {get, all + "/{id}", Action::read_customers, none, use(get_customer)},
        {get, all + "/{id}/notes", Action::read_customers, none, use(get_customer_notes)},
        {put, all + "/{id}/notes", Action::keep_customer_notes, json, use(put_customer_notes)},
        {get, all + "/audit", Action::read_audit, none, use(list_audit)},
        {get, all + "/audit/verification", Action::read_audit, none, use(verify_audit)},
    };
    std::ranges::move(legacy::routes(service), std::back_inserter(routes));
    return routes;
}

} // namespace resuelve::customers
