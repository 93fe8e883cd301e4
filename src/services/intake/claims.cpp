#include "domain/incidents/register_incident.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/intake/claimant.hpp"
#include "services/intake/filed_by_customer.hpp"
#include "services/intake/use_cases.hpp"

namespace resuelve::intake {
namespace {

struct ClaimBody : FiledByCustomer {
    api::FiledContact contact;
};
BOOST_DESCRIBE_STRUCT(ClaimBody, (FiledByCustomer), (contact))

/// Only whoever has proved to own the address gets the claim in the account at once; others when they prove it
/// (reliability.md §0.6).
awaitable<std::optional<CustomerId>> proven_owner(Intake& intake, std::string email) {
    const auto known = co_await intake.desk.incidents.known_customer_by_email(std::move(email));
    if (!known || !known->email_verified || !known->active) co_return std::nullopt;
    co_return CustomerId{known->id};
}

/// Who has just filed may add photos and messages to this claim, and that for an hour: what was mailed to the address
/// opens it later.
boost::json::object filing_session(Intake& intake, const incidents::Incident& incident, Instant now) {
    const auto since = now - limits::claim_session_lifetime + limits::filing_session_lifetime;
    const auto issued = intake.tokens.issue(claimant(incident, since), now);
    return {{"id", json::to_json(incident.id)},
            {"token", json::to_json(issued.token)},
            {"expires_at", json::to_json(issued.expires_at)}};
}

/// The receipt is in the answer: no mail with the sender's text goes to an address that nobody has verified.
api::Answer filed_answer(Intake& intake, const incidents::Change& change) {
    const auto now = intake.desk.clock.now();
    auto body = api::public_view(change.incident);
    body["receipt"] = intake.receipts.issue(change.incident, {}, now);
    body["session"] = filing_session(intake, change.incident, now);
    return {.status = 201,
            .location = "/api/v1/claims/" + change.incident.reference.value,
            .etag = api::etag(change.incident.version),
            .body = boost::json::serialize(body)};
}

} // namespace

awaitable<Response> get_claim_status(const Request& request, Intake& intake) {
    const auto source = api::source_of(request.http.peer);
    const auto now = intake.desk.clock.now();
    intake.reference_misses.check(source, now);
    const auto reference = incidents::Reference::parse(request.parameter(0));
    const auto incident = reference ? co_await intake.desk.incidents.find(*reference) : std::nullopt;
    if (!incident) {
        intake.reference_misses.count(source, now);
        throw Problem{Problem::not_found};
    }
    co_return Response::json(200, api::public_view(*incident)).with("cache-control", "no-store");
}

awaitable<Response> file_claim(const Request& request, Intake& intake) {
    const auto body = request.body<ClaimBody>();
    const auto contact = api::to_contact(body.contact);
    const auto key = api::IdempotencyKey::of(request, contact.email);
    if (auto before = co_await key.replay(intake.desk.incidents)) co_return std::move(*before);
    intake.claims.take(api::source_of(request.http.peer), intake.desk.clock.now());

    auto claim = to_new_incident(body, "es");
    claim.contact = contact;
    claim.customer_name = contact.name;
    claim.customer_id = co_await proven_owner(intake, contact.email);
    co_return co_await api::commit_attempts(intake.desk, key, [&]() -> awaitable<api::Attempt> {
        auto change = api::or_throw(incidents::register_incident(claim, api::context_of(request, intake.desk)),
                                    request.actor().role);
        api::Attempt attempt{.answer = filed_answer(intake, change)};
        attempt.changes.push_back(std::move(change));
        co_return attempt;
    });
}

} // namespace resuelve::intake
