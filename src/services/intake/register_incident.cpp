#include "domain/incidents/register_incident.hpp"

#include "services/intake/filed_by_customer.hpp"
#include "services/intake/use_cases.hpp"

namespace resuelve::intake {
namespace {

/// Name and language of the customer: as the customers service told, else as the session says.
awaitable<incidents::KnownPerson> sender(const Request& request, Intake& intake) {
    const auto known = co_await intake.desk.incidents.known_person(request.actor().id);
    if (known) co_return *known;
    co_return incidents::KnownPerson{.id = request.actor().id, .name = request.actor().name};
}

api::Answer created(const Request& request, const incidents::Incident& incident) {
    auto answer = api::incident_answer(request, incident, 201);
    answer.location = "/api/v1/my/incidents/" + incident.id.to_string();
    return answer;
}

} // namespace

awaitable<Response> register_incident(const Request& request, Intake& intake) {
    const auto claim = request.body<FiledByCustomer>();
    const auto key = api::IdempotencyKey::of(request);
    const auto customer = co_await sender(request, intake);
    auto filed = to_new_incident(claim, customer.language);
    filed.customer_id = request.actor().customer_id();
    filed.customer_name = customer.name;
    co_return co_await api::commit_attempts(intake.desk, key, [&]() -> awaitable<api::Attempt> {
        auto change = api::or_throw(incidents::register_incident(filed, api::context_of(request, intake.desk)),
                                    request.actor().role);
        api::Attempt attempt{.answer = created(request, change.incident)};
        attempt.changes.push_back(std::move(change));
        co_return attempt;
    });
}

} // namespace resuelve::intake
