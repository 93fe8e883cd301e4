#include "services/api/bind.hpp"
#include "services/employees/use_cases.hpp"

namespace resuelve::employees {

std::vector<api::Route> routes(Service& service) {
    using access::Action;
    using enum http::Method;
    using enum http::BodyKind;
    const auto use = [&service](awaitable<Response> (*use_case)(const Request&, Service&)) {
        return api::bind(use_case, service);
    };
    const std::string all = "/api/v1/employees";
    const std::string teams = "/api/v1/teams";
    const std::string views = all + "/views";
    const std::string templates = all + "/templates";
    const std::string categories = all + "/categories";
    return {
        // Administering
        {post, all, Action::manage_employees, json, use(register_employee)},
        {get, all, Action::read_employees, none, use(list_employees)},
        {get, all + "/{id}", Action::read_employees, none, use(get_employee)},
        {patch, all + "/{id}", Action::manage_employees, json, use(change_employee)},
        {post, all + "/{id}/disable", Action::manage_employees, json, use(disable_employee)},
        {post, all + "/{id}/enable", Action::manage_employees, json, use(enable_employee)},
        {post, all + "/{id}/invitation", Action::manage_employees, json, use(invite_again)},
        {get, all + "/{id}/sessions", Action::manage_employees, none, use(list_sessions_of)},
        {delete_, all + "/{id}/sessions/{session_id}", Action::manage_employees, none, use(end_session_of)},
        {get, all + "/audit", Action::read_audit, none, use(list_audit)},
        {get, all + "/audit/verification", Action::read_audit, none, use(verify_audit)},

        // Signing in and out
        {post, all + "/sessions", Action::use_public_page, json, use(sign_in)},
        {post, all + "/sessions/refresh", Action::use_public_page, json, use(renew_session)},
        {post, all + "/passkey-challenges", Action::use_public_page, json, use(challenge_passkey)},
        {post, all + "/sessions/passkey", Action::use_public_page, json, use(sign_in_by_passkey)},
        {get, all + "/sessions", Action::manage_own_employee, none, use(list_sessions)},
        {delete_, all + "/sessions/current", Action::manage_own_employee, none, use(sign_out)},
        {delete_, all + "/sessions/{id}", Action::manage_own_employee, none, use(end_session)},

        // Mailed links
        {post, all + "/invitations/acceptance", Action::use_public_page, json, use(accept_invitation)},
        {post, all + "/password-resets", Action::use_public_page, json, use(request_password_reset)},
        {post, all + "/password-resets/confirmation", Action::use_public_page, json, use(confirm_password_reset)},

        // One's own account
        {get, all + "/me", Action::manage_own_employee, none, use(get_own_employee)},
        {patch, all + "/me", Action::manage_own_employee, json, use(change_own_employee)},
        {put, all + "/me/password", Action::manage_own_employee, json, use(change_own_password)},
        {post, all + "/me/totp", Action::manage_own_employee, json, use(enrol_totp)},
        {post, all + "/me/totp/confirmation", Action::manage_own_employee, json, use(confirm_totp)},
        {delete_, all + "/me/totp", Action::manage_own_employee, none, use(remove_totp)},
        {get, all + "/me/passkeys", Action::manage_own_employee, none, use(list_passkeys)},
        {post, all + "/me/passkeys", Action::manage_own_employee, json, use(add_passkey)},
        {post, all + "/me/passkeys/challenges", Action::manage_own_employee, json, use(challenge_new_passkey)},
        {delete_, all + "/me/passkeys/{id}", Action::manage_own_employee, none, use(remove_passkey)},
        {get, all + "/me/preferences", Action::manage_own_employee, none, use(get_preferences)},
        {put, all + "/me/preferences", Action::manage_own_employee, json, use(put_preferences)},

        // Views and templates
        {get, views, Action::read_shelves, none, use(list_saved_views)},
        {post, views, Action::keep_shelves, json, use(save_view)},
        {get, views + "/{id}", Action::read_shelves, none, use(get_saved_view)},
        {patch, views + "/{id}", Action::keep_shelves, json, use(change_saved_view)},
        {delete_, views + "/{id}", Action::keep_shelves, none, use(remove_saved_view)},
        {get, templates, Action::read_shelves, none, use(list_templates)},
        {post, templates, Action::keep_shelves, json, use(create_template)},
        {get, templates + "/variables", Action::read_shelves, none, use(list_template_variables)},
        {get, templates + "/{id}", Action::read_shelves, none, use(get_template)},
        {patch, templates + "/{id}", Action::keep_shelves, json, use(change_template)},
        {delete_, templates + "/{id}", Action::keep_shelves, none, use(remove_template)},

        // Reasons of incidents
        {get, "/api/v1/categories", Action::use_public_page, none, use(list_offered_categories)},
        {get, categories, Action::read_employees, none, use(list_categories)},
        {post, categories, Action::manage_categories, json, use(add_category)},
        {get, categories + "/{id}", Action::read_employees, none, use(get_category)},
        {patch, categories + "/{id}", Action::manage_categories, json, use(change_category)},

        // Teams
        {get, teams, Action::read_employees, none, use(list_teams)},
        {post, teams, Action::manage_employees, json, use(create_team)},
        {get, teams + "/{id}", Action::read_employees, none, use(get_team)},
        {patch, teams + "/{id}", Action::manage_employees, json, use(rename_team)},
        {delete_, teams + "/{id}", Action::manage_employees, none, use(dissolve_team)},

        // Programs
        {get, all + "/tokens", Action::manage_employees, none, use(list_api_tokens)},
        {post, all + "/tokens", Action::manage_employees, json, use(create_api_token)},
        {delete_, all + "/tokens/{id}", Action::manage_employees, none, use(revoke_api_token)},
    };
}

} // namespace resuelve::employees
