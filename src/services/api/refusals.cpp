#include "services/api/refusals.hpp"

#include "domain/incidents/approval.hpp"
#include "platform/json/write.hpp"

namespace resuelve::api {
namespace {

using incidents::Act;
using incidents::ClosedAs;
using incidents::Refusal;

/// The lifecycle knows statuses only; these also hang on what else the incident is.
bool is_out_of_question(const incidents::Incident& incident, Act act, access::Role role) {
    const bool spam = incident.closed_as == ClosedAs::spam;
    switch (act) {
    case Act::reopen:
        return incident.closed_as == ClosedAs::merged || (spam && role == access::Role::customer);
    case Act::undo_merge:
        return incident.closed_as != ClosedAs::merged;
    case Act::rate:
        return incident.satisfaction.has_value() || spam;
    case Act::escalate:
        return incident.escalated;
    case Act::hold:
        return incident.legal_hold || incident.erased;
    case Act::lift_hold:
        return !incident.legal_hold;
    case Act::request_approval:
        return awaits_approval(incident);
    case Act::approve:
    case Act::return_approval:
        return !awaits_approval(incident);
    default:
        return false;
    }
}

} // namespace

std::vector<Act> allowed_acts(const incidents::Incident& incident, access::Role role) {
    auto acts = incidents::allowed(incident.status, role);
    std::erase_if(acts, [&](Act act) { return is_out_of_question(incident, act, role); });
    return acts;
}

Problem problem_of(const Refusal& refusal, access::Role role) {
    switch (refusal.reason) {
    case Refusal::Reason::not_allowed_in_status:
        return Problem{Problem::not_allowed_in_status, refusal.detail}
            .with("current_status", json::to_json(refusal.status))
            .with("allowed", json::to_json(incidents::allowed(refusal.status, role)));
    case Refusal::Reason::not_your_role:
        return Problem{Problem::forbidden, refusal.detail};
    case Refusal::Reason::approval_required:
        return Problem{Problem::approval_required, refusal.detail};
    case Refusal::Reason::resolution_changed:
        return Problem{Problem::resolution_changed, refusal.detail};
    case Refusal::Reason::too_late:
    case Refusal::Reason::contradiction:
        return Problem{Problem::conflict, refusal.detail};
    case Refusal::Reason::invalid:
        break;
    }
    std::vector<FieldError> errors;
    for (const auto& field : refusal.fields)
        errors.push_back({field.pointer, field.code, field.detail});
    return Problem{Problem::invalid, refusal.detail, std::move(errors)};
}

} // namespace resuelve::api
