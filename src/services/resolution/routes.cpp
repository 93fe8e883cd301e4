#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

using UseCase = awaitable<Response> (*)(const Request&, Resolution&);

/// Who directs the work offers what they think right; others as much as the shop lets them.
bool is_limited(access::Role role) {
    return role == access::Role::agent || role == access::Role::service;
}

/// Runs a use case for an actor who knows how much may be offered alone.
awaitable<Response> within_limit(UseCase use_case, const Request& request, Resolution& resolution) {
    auto actor = request.actor();
    if (is_limited(actor.role)) actor.offers_up_to = resolution.proposal_limit_cents;
    const Request limited{request.http, std::move(actor), request.reach()};
    co_return co_await use_case(limited, resolution);
}

} // namespace

std::vector<api::Route> routes(Resolution& resolution) {
    using access::Action;
    using enum http::Method;
    using enum http::BodyKind;
    const auto use = [&resolution](UseCase use_case) -> api::Handler {
        return [use_case, &resolution](const Request& request) { return within_limit(use_case, request, resolution); };
    };
    const std::string all = "/api/v1/incidents";
    const std::string one = all + "/{id}";
    const std::string reports = "/api/v1/reports";
    return {
        // Finding and reading
        {get, all, Action::read_incidents, none, use(list_incidents)},
        {get, one, Action::read_incidents, none, use(get_incident)},
        {get, one + "/timeline", Action::read_incidents, none, use(get_timeline)},
        {get, one + "/receipt", Action::read_incidents, none, use(get_receipt)},
        {get, one + "/attachments", Action::read_incidents, none, use(list_attachments)},
        {get, one + "/attachments/{attachment_id}", Action::read_incidents, none, use(download_attachment)},
        {get, one + "/drafts", Action::read_incidents, none, use(list_drafts)},
        {get, all + "/writers", Action::read_incidents, none, use(list_writers)},
        {post, one + "/template-preview", Action::read_incidents, json, use(preview_template)},
        {post, one + "/access-request", Action::request_access, json, use(request_access)},
        {get, "/api/v1/views", Action::read_incidents, none, use(list_views)},
        {get, "/api/v1/events", Action::read_incidents, none, use(follow_events)},
        {get, all + "/audit", Action::read_audit, none, use(list_audit)},
        {get, all + "/audit/verification", Action::read_audit, none, use(verify_audit)},

        // Working
        {post, all, Action::open_for_customer, json, use(open_for_customer)},
        {post, all + "/next", Action::work_on_incident, json, use(take_next)},
        {post, all + "/bulk", Action::work_on_incident, json, use(change_incidents)},
        {patch, one, Action::work_on_incident, json, use(change_incident)},
        {post, one + "/take", Action::work_on_incident, json, use(take_incident)},
        {post, one + "/messages", Action::work_on_incident, json, use(write_message)},
        {get, one + "/drafts/me", Action::work_on_incident, none, use(get_own_draft)},
        {put, one + "/drafts/me", Action::work_on_incident, json, use(put_own_draft)},
        {delete_, one + "/drafts/me", Action::work_on_incident, none, use(remove_own_draft)},
        {get, one + "/drafts/me/{act}", Action::work_on_incident, none, use(get_own_form)},
        {put, one + "/drafts/me/{act}", Action::work_on_incident, json, use(put_own_form)},
        {delete_, one + "/drafts/me/{act}", Action::work_on_incident, none, use(remove_own_form)},
        {post, one + "/attachments", Action::work_on_incident, upload, use(upload_attachment)},
        {post, one + "/information-request", Action::work_on_incident, json, use(ask_information)},
        {post, one + "/completion-request", Action::work_on_incident, json, use(request_completion)},
        {post, one + "/third-party-wait", Action::work_on_incident, json, use(wait_for_third_party)},
        {post, one + "/resolution", Action::work_on_incident, json, use(propose_resolution)},
        {post, one + "/approval-request", Action::work_on_incident, json, use(request_approval)},
        {post, one + "/merge", Action::work_on_incident, json, use(merge_incident)},
        {post, one + "/spam", Action::work_on_incident, json, use(mark_spam)},

        // Directing
        {post, one + "/approval", Action::decide_approvals, json, use(approve_proposal)},
        {post, one + "/approval-return", Action::decide_approvals, json, use(return_proposal)},
        {delete_, one + "/merge", Action::direct_incident, none, use(undo_merge)},
        {post, one + "/escalation", Action::direct_incident, json, use(escalate_incident)},
        {post, one + "/reopening", Action::direct_incident, json, use(reopen_incident)},
        {post, one + "/legal-hold", Action::direct_incident, json, use(hold_incident)},
        {delete_, one + "/legal-hold", Action::direct_incident, none, use(lift_hold)},

        // Figures
        {get, reports + "/overview", Action::read_reports, none, use(report_overview)},
        {get, reports + "/ageing", Action::read_reports, none, use(report_ageing)},
        {get, reports + "/service-levels", Action::read_reports, none, use(report_service_levels)},
        {get, reports + "/reasons", Action::read_reports, none, use(report_reasons)},
        {get, reports + "/workload", Action::read_reports, none, use(report_workload)},
        {get, reports + "/satisfaction", Action::read_reports, none, use(report_satisfaction)},
        {get, reports + "/daily", Action::read_reports, none, use(report_daily)},
    };
}

} // namespace resuelve::resolution
