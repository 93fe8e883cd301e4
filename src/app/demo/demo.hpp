#pragma once

#include "domain/employees/employee_store.hpp"
#include "domain/employees/kept_store.hpp"
#include "domain/incidents/incident_store.hpp"
#include "platform/crypto/password_hasher.hpp"
#include "services/customers/service.hpp"

#include <cstdint>

namespace resuelve::app {

/// What the demonstration is put into.
struct DemoParts {
    employees::EmployeeStore& employees;
    employees::KeptStore& kept;
    customers::Service& customers;
    incidents::IncidentStore& incidents;
    PasswordHasher& hasher;
    const Clock& clock;
    Random& random;
};

/// Fills a store that has no administrator yet with the sample shop: teams, employees, reasons, customers, and
/// incidents in every status. A store that has one is left as it is.
awaitable<void> add_demo(DemoParts parts);

/// Prints who can sign in and what to try.
void print_demo_hints(std::uint16_t port);

} // namespace resuelve::app
