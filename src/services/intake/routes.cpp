#include "services/api/bind.hpp"
#include "services/api/timeline_response.hpp"
#include "services/intake/use_cases.hpp"

namespace resuelve::intake {

std::vector<api::Route> routes(Intake& intake) {
    using access::Action;
    using enum http::Method;
    using enum http::BodyKind;
    const auto use = [&intake](awaitable<Response> (*use_case)(const Request&, Intake&)) {
        return api::bind(use_case, intake);
    };
    const std::string own = "/api/v1/my/incidents";
    const std::string one = own + "/{id}";
    return {
        // The customer's incidents
        {post, own, Action::open_own_incident, json, use(register_incident)},
        {get, own, Action::follow_own_incident, none, use(list_own_incidents)},
        {get, one, Action::follow_own_incident, none, use(get_own_incident)},
        {get, one + "/timeline", Action::follow_own_incident, none, use(get_own_timeline)},
        {get, one + "/receipt", Action::follow_own_incident, none, use(get_own_receipt)},
        {get, "/api/v1/my/events", Action::follow_own_incident, none, use(follow_own_events)},

        // Talking about them
        {post, one + "/messages", Action::act_on_own_incident, json, use(write_message)},
        {post, one + "/completion", Action::act_on_own_incident, json, use(complete_filing)},
        {post, one + "/person-request", Action::act_on_own_incident, json, use(request_person)},
        {post, one + "/attachments", Action::act_on_own_incident, upload, use(upload_own_attachment)},
        {get, one + "/attachments", Action::follow_own_incident, none, use(list_own_attachments)},
        {get, one + "/attachments/{attachment_id}", Action::follow_own_incident, none, use(download_own_attachment)},

        // Settling them
        {post, one + "/acceptance", Action::act_on_own_incident, json, use(accept_resolution)},
        {post, one + "/refusal", Action::act_on_own_incident, json, use(refuse_resolution)},
        {post, one + "/withdrawal", Action::act_on_own_incident, json, use(withdraw_incident)},
        {post, one + "/reopening", Action::act_on_own_incident, json, use(reopen_incident)},
        {post, one + "/rating", Action::act_on_own_incident, json, use(rate_incident)},

        // Claims without a session
        {post, "/api/v1/claims", Action::file_claim, json, use(file_claim)},
        {get, "/api/v1/claims/{reference}", Action::file_claim, none, use(get_claim_status)},
        {post, "/api/v1/claims/{reference}/access", Action::file_claim, json, use(request_claim_access)},
        {post, "/api/v1/claims/sessions", Action::file_claim, json, use(open_claim_session)},
        {post, "/api/v1/claims/sessions/renewal", Action::use_own_session, json, use(renew_claim_session)},
        {get, "/api/v1/receipts/keys", Action::use_public_page, none, use(list_receipt_keys)},
        {post, "/api/v1/receipts/verification", Action::use_public_page, json, use(verify_receipt)},
    };
}

} // namespace resuelve::intake
