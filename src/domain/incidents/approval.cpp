#include "domain/incidents/approval.hpp"

#include "domain/incidents/faults.hpp"
#include "domain/incidents/propose_resolution.hpp"
#include "platform/json/enum_names.hpp"

#include <algorithm>

namespace resuelve::incidents {
namespace {

std::unexpected<Refusal> nothing_to_approve(const Incident& incident) {
    return contradiction(incident.status, "no proposal waits for approval");
}

std::unexpected<Refusal> own_request(const Incident& incident) {
    return std::unexpected(Refusal{.reason = Refusal::Reason::not_your_role,
                                   .status = incident.status,
                                   .detail = "whoever asks for approval cannot give it",
                                   .fields = {}});
}

} // namespace

bool awaits_approval(const Incident& incident) {
    return incident.approval && incident.approval->status == ApprovalStatus::requested;
}

std::expected<Change, Refusal> request_approval(const Incident& incident, Proposal proposal,
                                                std::optional<std::string> comment, const Context& context) {
    if (const auto possible = next(incident.status, Act::request_approval, context.by.role); !possible)
        return std::unexpected(possible.error());
    if (awaits_approval(incident)) return contradiction(incident.status, "another proposal waits for approval");
    Faults faults;
    check(proposal, incident, faults);
    faults.text(comment, "/comment", limits::comment);
    if (!faults.empty()) return faults.refusal(incident.status);
    std::ranges::sort(proposal.answers, {}, &Answer::point);

    Change change{incident};
    auto body = entry_body(proposal, Act::request_approval);
    if (comment) body["text"] = *comment;
    change.record(EntryKind::resolution, Visibility::internal, context, body);
    change.incident.approval = Approval{.proposal = std::move(proposal),
                                        .status = ApprovalStatus::requested,
                                        .requested_by = context.by.employee_id(),
                                        .requested_at = change.entries.back().at,
                                        .comment = std::move(comment),
                                        .returned_by = {},
                                        .returned_at = {},
                                        .return_comment = {}};
    change.tell("incident.approval_requested", context);
    return std::move(change).finish(context);
}

std::expected<Change, Refusal> approve(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::approve, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (!awaits_approval(incident)) return nothing_to_approve(incident);
    const auto requested_by = incident.approval->requested_by;
    if (requested_by == context.by.employee_id()) return own_request(incident);

    Change change{incident};
    change.record(EntryKind::change, Visibility::internal, context,
                  {{"act", json::enum_name(Act::approve)}, {"requested_by", requested_by.to_string()}});
    change.incident.approval.reset();
    put_before_customer(change, *status, incident.approval->proposal, requested_by, context);
    return std::move(change).finish(context);
}

std::expected<Change, Refusal> return_approval(const Incident& incident, std::string comment, const Context& context) {
    if (const auto possible = next(incident.status, Act::return_approval, context.by.role); !possible)
        return std::unexpected(possible.error());
    if (!awaits_approval(incident)) return nothing_to_approve(incident);
    Faults faults;
    faults.text(comment, "/comment", limits::reason);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    change.record(EntryKind::change, Visibility::internal, context,
                  {{"act", json::enum_name(Act::return_approval)}, {"text", comment}});
    auto& approval = *change.incident.approval;
    approval.status = ApprovalStatus::returned;
    approval.returned_by = context.by.employee_id();
    approval.returned_at = change.entries.back().at;
    approval.return_comment = std::move(comment);
    change.tell("incident.approval_returned", context, {{"requested_by", approval.requested_by.to_string()}});
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
