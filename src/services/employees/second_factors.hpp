#pragma once

#include "services/employees/service.hpp"

namespace resuelve::employees {

/// The employee, if no second factor is set up or the code is right: of the authenticator app, each once, or a recovery
/// code, which is used up. Throws Problem::wrong_credentials with `second_factor` = true otherwise; only somebody who
/// knew the password is told.
awaitable<Employee> use_code(Employee employee, std::string code, const api::Request& request, Service& service);

} // namespace resuelve::employees
