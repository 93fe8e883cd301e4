#pragma once

#include "domain/events/event_bus.hpp"
#include "domain/incidents/incident_store.hpp"
#include "services/api/acting.hpp"

#include <string>

namespace resuelve::api {

/// The name of an employee who can be given work. Throws Problem::invalid naming /assignee_id for anybody else.
awaitable<std::string> assignee_name(incidents::IncidentStore& store, EmployeeId employee);

/// The name of a team. Throws Problem::invalid naming /team_id if there is none such.
awaitable<std::string> team_name(incidents::IncidentStore& store, TeamId team);

/// Keeps what customer.registered, customer.updated, employee.* tell of a person.
awaitable<void> remember_person(const events::Event& event, incidents::IncidentStore& store);

/// Keeps a team's name. It is kept like a person, under a role that no person has here.
awaitable<void> remember_team(const events::Event& event, incidents::IncidentStore& store);

/// What to do when a customer registers or changes: remember, and once the address is verified give the customer the
/// claims that were made under it.
awaitable<void> customer_changed(const events::Event& event, Desk& desk);

/// Blanks what is kept of a customer, with the files that nobody else refers to.
awaitable<void> customer_erased(const events::Event& event, Desk& desk);

/// Blanks what is kept of a customer who was erased before: what stayed then because it was on legal hold.
awaitable<void> erase_if_customer_is_gone(CustomerId customer, Desk& desk);

/// Who acts when Resuelve itself does: by rule, by clock, after an event.
incidents::Context system_context(Desk& desk, const std::string& traceparent = {});

/// Lets the system do something to an incident, again if it changes meanwhile. What is refused is left alone. For a
/// `cause` that arrives more than once, an event's id, it is done once (within a day).
awaitable<void> act_as_system(Desk& desk, IncidentId id, IncidentAct act, std::string traceparent = {},
                              std::string cause = {});

} // namespace resuelve::api
