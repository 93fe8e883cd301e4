#include "domain/incidents/change_incident.hpp"
#include "services/api/known_tokens.hpp"
#include "services/api/people.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

using incidents::Status;

/// Open work does not wait for somebody who will not come back.
awaitable<void> give_back_work_of(EmployeeId employee, api::Desk& desk, std::string traceparent) {
    incidents::IncidentQuery query{.scope = {.all = true},
                                   .statuses = {Status::registered, Status::in_progress, Status::awaiting_customer,
                                                Status::awaiting_completion, Status::awaiting_third_party,
                                                Status::resolution_proposed},
                                   .assignee = employee,
                                   .limit = 100};
    for (;;) {
        const auto page = co_await desk.incidents.list(query);
        for (const auto& incident : page.items)
            co_await api::act_as_system(
                desk, incident.id,
                [&](const incidents::Incident& now, const incidents::Context& context) {
                    if (now.assignee_id != employee) return incidents::change_incident(now, {}, context);
                    return incidents::change_incident(now, {.assignee_id = std::optional<EmployeeId>{}}, context);
                },
                traceparent);
        if (!page.next_cursor) co_return;
        query.cursor = *page.next_cursor;
    }
}

awaitable<void> employee_changed(const events::Event& event, api::Desk& desk) {
    co_await api::remember_person(event, desk.incidents);
    const auto known = co_await desk.incidents.known_person(event.subject);
    if (known && !known->active) co_await give_back_work_of(EmployeeId{event.subject}, desk, event.traceparent);
}

} // namespace

std::vector<events::Subscription> subscriptions(Resolution& resolution) {
    const auto handle = [&resolution](const events::Event& event) -> awaitable<void> {
        auto& desk = resolution.desk;
        if (api::tells_of_api_token(event)) return api::remember_api_token(event, resolution.known_tokens);
        if (event.type == "customer.erased") return api::customer_erased(event, desk);
        if (event.type == "team.updated") return api::remember_team(event, desk.incidents);
        if (event.type.starts_with("employee.")) return employee_changed(event, desk);
        return api::customer_changed(event, desk);
    };
    return {{.consumer = "resolution",
             .types = {"customer.registered", "customer.updated", "customer.erased", "employee.registered",
                       "employee.updated", "employee.disabled", "team.updated", "api_token.*"},
             .handle = handle}};
}

} // namespace resuelve::resolution
