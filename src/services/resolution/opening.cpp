#include "domain/incidents/register_incident.hpp"
#include "platform/http/problem.hpp"
#include "services/api/filed_claim.hpp"
#include "services/api/people.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

struct ClaimForCustomer : api::FiledClaim {
    std::optional<CustomerId> customer_id;
    std::optional<api::FiledContact> contact;
    std::optional<incidents::Priority> priority;
    std::optional<TeamId> team_id;
    std::optional<bool> vulnerable_customer;
};
BOOST_DESCRIBE_STRUCT(ClaimForCustomer, (api::FiledClaim),
                      (customer_id, contact, priority, team_id, vulnerable_customer))

/// Who the claim is for. Throws Problem::invalid naming what is missing or unknown.
awaitable<incidents::KnownPerson> claimant(const ClaimForCustomer& body, incidents::IncidentStore& store) {
    if (body.customer_id.has_value() == body.contact.has_value())
        throw Problem{Problem::invalid,
                      "Whose claim is it?",
                      {{"/customer_id", "required", "either customer_id or contact is needed, not both"}}};
    if (body.contact) co_return incidents::KnownPerson{.name = body.contact->name.value};
    const auto known = co_await store.known_person(body.customer_id->value);
    if (!known || known->role != access::Role::customer || !known->active)
        throw Problem{Problem::invalid, "There is no such customer", {{"/customer_id", "unknown", "is no customer"}}};
    co_return *known;
}

incidents::NewIncident claim_of(const ClaimForCustomer& body, const incidents::KnownPerson& claimant) {
    auto claim = api::to_new_incident(body, claimant.language);
    claim.channel = body.channel.value_or(incidents::Channel::phone);
    claim.customer_id = body.customer_id;
    if (body.contact) claim.contact = api::to_contact(*body.contact);
    claim.customer_name = claimant.name;
    claim.priority = body.priority;
    claim.team_id = body.team_id;
    claim.vulnerable_customer = body.vulnerable_customer.value_or(false);
    return claim;
}

} // namespace

awaitable<Response> open_for_customer(const Request& request, Resolution& resolution) {
    const auto body = request.body<ClaimForCustomer>();
    auto& store = resolution.desk.incidents;
    const auto claim = claim_of(body, co_await claimant(body, store));
    if (body.team_id) co_await api::team_name(store, *body.team_id);
    co_return co_await api::commit_attempts(
        resolution.desk, api::IdempotencyKey::of(request), [&]() -> awaitable<api::Attempt> {
            auto change = api::or_throw(incidents::register_incident(claim, api::context_of(request, resolution.desk)),
                                        request.actor().role);
            api::Attempt attempt{.answer = api::incident_answer(request, change.incident, 201)};
            attempt.answer.location = "/api/v1/incidents/" + change.incident.id.to_string();
            attempt.changes.push_back(std::move(change));
            co_return attempt;
        });
}

} // namespace resuelve::resolution
