#include "services/api/scope.hpp"

#include "platform/http/problem.hpp"

namespace resuelve::api {
namespace {

awaitable<std::optional<incidents::Incident>> find(incidents::IncidentStore& store,
                                                   const std::string& id_or_reference) {
    if (const auto id = IncidentId::parse(id_or_reference)) co_return co_await store.find(*id);
    if (const auto reference = incidents::Reference::parse(id_or_reference)) co_return co_await store.find(*reference);
    co_return std::nullopt;
}

} // namespace

incidents::Scope scope_of(const Request& request) {
    return scope_of(request.actor(), request.reach());
}

incidents::Scope scope_of(const access::Actor& actor, access::Reach reach) {
    incidents::Scope scope;
    switch (reach) {
    case access::Reach::none:
        break;
    case access::Reach::own:
        scope.customer = actor.customer_id();
        break;
    case access::Reach::team:
        scope.agent = actor.employee_id();
        scope.teams = actor.teams;
        break;
    case access::Reach::all:
        scope.all = true;
        break;
    }
    return scope;
}

bool may_see(const Request& request, const incidents::Incident& incident) {
    if (const auto& only = request.actor().only_incident) return incident.id == *only;
    return scope_of(request).covers(incident);
}

awaitable<incidents::Incident> visible_incident(const Request& request, incidents::IncidentStore& store) {
    return visible_incident(request, store, request.parameter(0));
}

awaitable<incidents::Incident> visible_incident(const Request& request, incidents::IncidentStore& store,
                                                std::string id_or_reference) {
    auto incident = co_await find(store, id_or_reference);
    if (!incident || !may_see(request, *incident)) throw Problem{Problem::not_found};
    co_return std::move(*incident);
}

} // namespace resuelve::api
