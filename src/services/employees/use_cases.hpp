#pragma once

#include "services/employees/service.hpp"

namespace resuelve::employees {

using api::Request;
using api::Response;

// Administering (administration.cpp)
awaitable<Response> register_employee(const Request& request, Service& service);
awaitable<Response> list_employees(const Request& request, Service& service);
awaitable<Response> get_employee(const Request& request, Service& service);
awaitable<Response> change_employee(const Request& request, Service& service);
awaitable<Response> disable_employee(const Request& request, Service& service);
awaitable<Response> list_sessions_of(const Request& request, Service& service);
awaitable<Response> end_session_of(const Request& request, Service& service);
awaitable<Response> enable_employee(const Request& request, Service& service);
awaitable<Response> invite_again(const Request& request, Service& service);
awaitable<Response> list_audit(const Request& request, Service& service);
awaitable<Response> verify_audit(const Request& request, Service& service);

// Signing in (sign_in.cpp)
awaitable<Response> sign_in(const Request& request, Service& service);
awaitable<Response> renew_session(const Request& request, Service& service);
awaitable<Response> sign_out(const Request& request, Service& service);
awaitable<Response> list_sessions(const Request& request, Service& service);
awaitable<Response> end_session(const Request& request, Service& service);

// One's own account (own_account.cpp, totp.cpp)
awaitable<Response> get_own_employee(const Request& request, Service& service);
awaitable<Response> change_own_employee(const Request& request, Service& service);
awaitable<Response> change_own_password(const Request& request, Service& service);
awaitable<Response> enrol_totp(const Request& request, Service& service);
awaitable<Response> confirm_totp(const Request& request, Service& service);
awaitable<Response> remove_totp(const Request& request, Service& service);

// Passkeys (passkeys.cpp)
awaitable<Response> challenge_passkey(const Request& request, Service& service);
awaitable<Response> sign_in_by_passkey(const Request& request, Service& service);
awaitable<Response> list_passkeys(const Request& request, Service& service);
awaitable<Response> challenge_new_passkey(const Request& request, Service& service);
awaitable<Response> add_passkey(const Request& request, Service& service);
awaitable<Response> remove_passkey(const Request& request, Service& service);

// How one wants the console (preferences.cpp)
awaitable<Response> get_preferences(const Request& request, Service& service);
awaitable<Response> put_preferences(const Request& request, Service& service);

// Lists of the queue that are asked for again and again (views.cpp)
awaitable<Response> list_saved_views(const Request& request, Service& service);
awaitable<Response> save_view(const Request& request, Service& service);
awaitable<Response> get_saved_view(const Request& request, Service& service);
awaitable<Response> change_saved_view(const Request& request, Service& service);
awaitable<Response> remove_saved_view(const Request& request, Service& service);

// Texts that are written again and again (templates.cpp)
awaitable<Response> list_templates(const Request& request, Service& service);
awaitable<Response> create_template(const Request& request, Service& service);
awaitable<Response> get_template(const Request& request, Service& service);
awaitable<Response> change_template(const Request& request, Service& service);
awaitable<Response> remove_template(const Request& request, Service& service);
awaitable<Response> list_template_variables(const Request& request, Service& service);

// The reasons that incidents may have (categories.cpp)
awaitable<Response> list_offered_categories(const Request& request, Service& service);
awaitable<Response> list_categories(const Request& request, Service& service);
awaitable<Response> get_category(const Request& request, Service& service);
awaitable<Response> add_category(const Request& request, Service& service);
awaitable<Response> change_category(const Request& request, Service& service);

// Mailed links (links.cpp)
awaitable<Response> accept_invitation(const Request& request, Service& service);
awaitable<Response> request_password_reset(const Request& request, Service& service);
awaitable<Response> confirm_password_reset(const Request& request, Service& service);

// Teams (teams.cpp)
awaitable<Response> list_teams(const Request& request, Service& service);
awaitable<Response> create_team(const Request& request, Service& service);
awaitable<Response> get_team(const Request& request, Service& service);
awaitable<Response> rename_team(const Request& request, Service& service);
awaitable<Response> dissolve_team(const Request& request, Service& service);

// Programs (api_tokens.cpp)
awaitable<Response> list_api_tokens(const Request& request, Service& service);
awaitable<Response> create_api_token(const Request& request, Service& service);
awaitable<Response> revoke_api_token(const Request& request, Service& service);

} // namespace resuelve::employees
