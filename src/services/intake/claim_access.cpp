#include "domain/access/email.hpp"
#include "domain/incidents/order_number.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/audit.hpp"
#include "services/api/fixed_time.hpp"
#include "services/api/limited.hpp"
#include "services/api/message_body.hpp"
#include "services/intake/claim_links.hpp"
#include "services/intake/claimant.hpp"
#include "services/intake/use_cases.hpp"

namespace resuelve::intake {
namespace {

/// What somebody knows of the incident besides its key: its address or its order's number.
struct AccessRequest {
    std::optional<Email> email;
    std::optional<api::LineOf<incidents::limits::order_field>> order;
};
BOOST_DESCRIBE_STRUCT(AccessRequest, (), (email, order))

AccessRequest access_request_of(const Request& request) {
    auto asked = request.body<AccessRequest>();
    if (asked.email.has_value() == asked.order.has_value())
        throw Problem{Problem::invalid,
                      "Whose incident is it?",
                      {{"/email", "required", "either email or order is needed, not both"}}};
    return asked;
}

/// Whether what somebody knows belongs to the incident whose links go to that address.
bool knows(const AccessRequest& asked, const incidents::Incident& incident, const std::string& owner) {
    if (asked.email) return asked.email->key() == owner;
    return incident.order && incident.order->reference &&
           incidents::is_same_order(*incident.order->reference, asked.order->value);
}

struct ClaimSession {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(ClaimSession, (), (token))

ClaimLinks links(Intake& intake) {
    return {intake.desk.incidents, limits::access_link_lifetime};
}

/// The address that links to the incident may be mailed to: of the claim, else of its customer.
awaitable<std::optional<std::string>> owners_email(const incidents::Incident& incident, Intake& intake) {
    if (incident.contact) co_return incident.contact->email;
    if (!incident.customer_id) co_return std::nullopt;
    const auto known = co_await intake.desk.incidents.known_person(incident.customer_id->value);
    if (!known || !known->active) co_return std::nullopt;
    co_return known->email;
}

/// Mails a link to the incident's own address if what was given belongs to it; says nothing either way.
awaitable<void> mail_link(const Request& request, Intake& intake, const AccessRequest& asked) {
    const auto reference = incidents::Reference::parse(request.parameter(0));
    const auto incident = reference ? co_await intake.desk.incidents.find(*reference) : std::nullopt;
    if (!incident || incident->erased) co_return;
    const auto email = co_await owners_email(*incident, intake);
    if (!email || !knows(asked, *incident, *email)) co_return;
    const auto now = intake.desk.clock.now();
    try {
        intake.access_mails.take(incident->reference.value, now);
    } catch (const Problem&) {
        co_return; // mails enough for this hour; a 429 would tell that it was right
    }
    const auto token = co_await links(intake).make(incident->id, now, intake.desk.random);
    events::Event event{.id = events::EventId::make(now, intake.desk.random),
                        .type = "incident.access_requested",
                        .source = intake.desk.source,
                        .subject = incident->id.value,
                        .version = incident->version,
                        .time = now,
                        .traceparent = request.http.traceparent,
                        .data = {{"email", json::to_json(*email)},
                                 {"language", json::to_json(incident->language)},
                                 {"token", json::to_json(token)},
                                 {"reference", json::to_json(incident->reference.value)},
                                 {"expires_at", json::to_json(Instant{now + limits::access_link_lifetime})}}};
    std::vector<events::Event> told;
    told.push_back(std::move(event));
    co_await intake.tell(std::move(told));
}

Response session_of(const incidents::Incident& incident, Intake& intake, Instant signed_in_at, Instant now) {
    const auto issued = intake.tokens.issue(claimant(incident, signed_in_at), now);
    return Response::json(200, boost::json::object{{"token", json::to_json(issued.token)},
                                                   {"expires_at", json::to_json(issued.expires_at)},
                                                   {"incident", api::customer_view(incident)}})
        .with("cache-control", "no-store");
}

awaitable<Response> answer_access_request(const Request& request, Intake& intake) {
    const auto asked = access_request_of(request);
    intake.access_requests.take(api::source_of(request.http.peer), intake.desk.clock.now());
    co_await mail_link(request, intake, asked);
    co_return Response::json(202, boost::json::object{{"detail", "If what you gave belongs to that incident, a link to "
                                                                 "it is on its way to its e-mail address."}})
        .with("cache-control", "no-store");
}

} // namespace

awaitable<Response> request_claim_access(const Request& request, Intake& intake) {
    return api::at_fixed_time(intake.access_answer_after, answer_access_request(request, intake));
}

awaitable<Response> open_claim_session(const Request& request, Intake& intake) {
    const auto body = request.body<ClaimSession>();
    const auto now = intake.desk.clock.now();
    intake.access_requests.take(api::source_of(request.http.peer), now);
    const auto id = co_await links(intake).use(body.token, now);
    const auto incident = id ? co_await intake.desk.incidents.find(*id) : std::nullopt;
    if (!incident || incident->erased) throw Problem{Problem::not_found};
    co_await intake.audit.append({api::audited_by(claimant(*incident, now), request, now, access::Audited::signed_in,
                                                  incident->id.value, "mailed link")});
    co_return session_of(*incident, intake, now, now);
}

awaitable<Response> renew_claim_session(const Request& request, Intake& intake) {
    api::body_or_nothing<api::Nothing>(request);
    const auto& actor = request.actor();
    const auto now = intake.desk.clock.now();
    if (!actor.only_incident) throw Problem{Problem::forbidden, "Only for a session that a mailed link opened"};
    if (now > actor.signed_in_at + limits::claim_session_lifetime) throw Problem{Problem::session_expired};
    const auto incident = co_await intake.desk.incidents.find(*actor.only_incident);
    if (!incident || incident->erased) throw Problem{Problem::not_found};
    co_return session_of(*incident, intake, actor.signed_in_at, now);
}

} // namespace resuelve::intake
