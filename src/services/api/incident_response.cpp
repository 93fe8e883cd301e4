#include "services/api/incident_response.hpp"

#include "platform/json/write.hpp"
#include "services/api/preconditions.hpp"
#include "services/api/refusals.hpp"

namespace resuelve::api {
namespace {

using boost::json::object;
using incidents::Incident;
using incidents::Status;
using json::to_json;

boost::json::value order_view(const std::optional<incidents::Order>& order) {
    if (!order) return nullptr;
    return object{{"reference", to_json(order->reference)}, {"line", to_json(order->line)},
                  {"product", to_json(order->product)},     {"serial_number", to_json(order->serial_number)},
                  {"quantity", to_json(order->quantity)},   {"purchased_on", to_json(order->purchased_on)}};
}

boost::json::value contact_view(const std::optional<incidents::Contact>& contact) {
    if (!contact) return nullptr;
    return object{
        {"name", to_json(contact->name)}, {"email", to_json(contact->email)}, {"phone", to_json(contact->phone)}};
}

boost::json::array answers_view(const std::vector<incidents::Answer>& answers) {
    boost::json::array all;
    for (const auto& answer : answers)
        all.push_back(object{{"point", answer.point},
                             {"decision", to_json(answer.decision)},
                             {"reasons", to_json(answer.reasons)},
                             {"amount_cents", to_json(answer.amount_cents)}});
    return all;
}

boost::json::value resolution_view(const std::optional<incidents::Resolution>& resolution) {
    if (!resolution) return nullptr;
    return object{{"outcome", to_json(resolution->outcome)},
                  {"remedy", to_json(resolution->remedy)},
                  {"answers", answers_view(resolution->answers)},
                  {"proposed_at", to_json(resolution->proposed_at)}};
}

boost::json::value approval_view(const std::optional<incidents::Approval>& approval) {
    if (!approval) return nullptr;
    return object{{"proposal", object{{"outcome", to_json(approval->proposal.outcome)},
                                      {"remedy", to_json(approval->proposal.remedy)},
                                      {"answers", answers_view(approval->proposal.answers)}}},
                  {"status", to_json(approval->status)},
                  {"requested_by", to_json(approval->requested_by)},
                  {"requested_at", to_json(approval->requested_at)},
                  {"comment", to_json(approval->comment)},
                  {"returned_by", to_json(approval->returned_by)},
                  {"returned_at", to_json(approval->returned_at)},
                  {"return_comment", to_json(approval->return_comment)}};
}

boost::json::value satisfaction_view(const std::optional<incidents::Satisfaction>& satisfaction) {
    if (!satisfaction) return nullptr;
    return object{{"score", satisfaction->score},
                  {"comment", to_json(satisfaction->comment)},
                  {"rated_at", to_json(satisfaction->rated_at)}};
}

/// Since when the time to answer stands: while the customer completes the filing.
std::optional<Instant> paused_at(const Incident& incident) {
    return incident.status == Status::awaiting_completion ? incident.paused_at : std::nullopt;
}

/// The deadlines that are the customer's business.
object customer_deadlines(const Incident& incident) {
    const auto& deadlines = incident.deadlines;
    return {{"answer_by", to_json(deadlines.answer_by)},
            {"paused_at", to_json(paused_at(incident))},
            {"complete_by", to_json(deadlines.complete_by)},
            {"confirm_by", to_json(deadlines.confirm_by)},
            {"reopen_by", to_json(deadlines.reopen_by)}};
}

boost::json::value merged_into(const Incident& incident) {
    if (!incident.merge || incident.closed_as != incidents::ClosedAs::merged) return nullptr;
    return to_json(incident.merge->into);
}

boost::json::value reference_merged_into(const Incident& incident) {
    if (merged_into(incident).is_null() || incident.merge->into_reference.empty()) return nullptr;
    return to_json(incident.merge->into_reference);
}

} // namespace

Audience audience_of(const Request& request) {
    const auto& actor = request.actor();
    const bool employee = actor.is_employee() || actor.role == access::Role::service;
    return employee ? Audience::employee : Audience::customer;
}

std::string_view next_turn(const Incident& incident) {
    switch (incident.status) {
    case Status::registered:
    case Status::in_progress:
        return "shop";
    case Status::awaiting_customer:
    case Status::awaiting_completion:
    case Status::resolution_proposed:
        return "customer";
    case Status::awaiting_third_party:
        return "third_party";
    case Status::closed:
        break;
    }
    return "nobody";
}

object customer_view(const Incident& incident) {
    return {{"id", to_json(incident.id)},
            {"reference", to_json(incident.reference.value)},
            {"channel", to_json(incident.channel)},
            {"language", to_json(incident.language)},
            {"subject", to_json(incident.subject)},
            {"description", to_json(incident.description)},
            {"order", order_view(incident.order)},
            {"points", to_json(incident.points)},
            {"category", to_json(incident.category)},
            {"status", to_json(incident.status)},
            {"closed_as", to_json(incident.closed_as)},
            {"next_turn", to_json(next_turn(incident))},
            {"allowed", to_json(allowed_acts(incident, access::Role::customer))},
            {"missing", to_json(incident.missing)},
            {"resolution", resolution_view(incident.resolution)},
            {"satisfaction", satisfaction_view(incident.satisfaction)},
            {"deadlines", customer_deadlines(incident)},
            {"person_requested", incident.person_requested},
            {"merged_into", merged_into(incident)},
            {"continues", to_json(incident.continues)},
            {"privacy_version", to_json(incident.privacy_version)},
            {"attachments", incident.attachments},
            {"created_at", to_json(incident.created_at)},
            {"updated_at", to_json(incident.updated_at)},
            {"answered_at", to_json(incident.answered_at)},
            {"closed_at", to_json(incident.closed_at)},
            {"version", incident.version}};
}

object employee_view(const Incident& incident, access::Role role) {
    auto view = customer_view(incident);
    view["allowed"] = to_json(allowed_acts(incident, role));
    view["merged_into_reference"] = reference_merged_into(incident);
    view["customer_id"] = to_json(incident.customer_id);
    view["customer_name"] = to_json(incident.customer_name);
    view["contact"] = contact_view(incident.contact);
    view["priority"] = to_json(incident.priority);
    view["assignee_id"] = to_json(incident.assignee_id);
    view["team_id"] = to_json(incident.team_id);
    boost::json::array tags;
    for (const auto& tag : incident.tags)
        tags.push_back(to_json(tag));
    view["tags"] = std::move(tags);
    view["escalated"] = incident.escalated;
    view["vulnerable_customer"] = incident.vulnerable_customer;
    view["legal_hold"] = incident.legal_hold;
    view["not_notified"] = incident.not_notified;
    view["erased"] = incident.erased;
    view["refusals"] = incident.refusals;
    view["snoozed_until"] = to_json(incident.snoozed_until());
    view["snoozed_by"] = incident.snooze ? to_json(incident.snooze->by) : nullptr;
    view["approval"] = approval_view(incident.approval);
    if (incident.resolution) {
        auto& resolution = view["resolution"].as_object();
        resolution["proposed_by"] = to_json(incident.resolution->proposed_by);
        resolution["approved_by"] = to_json(incident.resolution->approved_by);
    }
    auto& deadlines = view["deadlines"].as_object();
    deadlines["remind_at"] = to_json(incident.deadlines.remind_at);
    deadlines["third_party_by"] = to_json(incident.deadlines.third_party_by);
    deadlines["warned_percent"] = incident.deadlines.warned_percent;
    view["paused_at"] = to_json(incident.paused_at);
    view["paused_seconds"] = std::chrono::floor<std::chrono::seconds>(incident.paused_for).count();
    view["first_answered_at"] = to_json(incident.first_answered_at);
    view["entries"] = incident.history.entries;
    return view;
}

object view_for(const Request& request, const Incident& incident) {
    if (audience_of(request) == Audience::customer) return customer_view(incident);
    auto view = employee_view(incident, request.actor().role);
    view["proposal_limit_cents"] = to_json(request.actor().offers_up_to);
    return view;
}

object public_view(const Incident& incident) {
    return {{"reference", to_json(incident.reference.value)}, {"status", to_json(incident.status)},
            {"closed_as", to_json(incident.closed_as)},       {"next_turn", to_json(next_turn(incident))},
            {"deadlines", customer_deadlines(incident)},      {"created_at", to_json(incident.created_at)},
            {"updated_at", to_json(incident.updated_at)},     {"answered_at", to_json(incident.answered_at)},
            {"closed_at", to_json(incident.closed_at)}};
}

Response Answer::to_response() const {
    if (body.empty()) return Response::empty(status);
    auto response = Response::text(status, "application/json", body);
    if (!location.empty()) response.headers.set("location", location);
    if (!etag.empty()) response.headers.set("etag", etag);
    response.headers.set("cache-control", "no-store");
    return response;
}

Answer incident_answer(const Request& request, const Incident& incident, unsigned status) {
    return {
        .status = status, .etag = etag(incident.version), .body = boost::json::serialize(view_for(request, incident))};
}

Response incident_response(const Request& request, const Incident& incident) {
    if (!has_already(request, incident.version)) return incident_answer(request, incident).to_response();
    auto unchanged = Response::empty(304);
    unchanged.headers.set("etag", etag(incident.version));
    unchanged.headers.set("cache-control", "no-store");
    return unchanged;
}

} // namespace resuelve::api
