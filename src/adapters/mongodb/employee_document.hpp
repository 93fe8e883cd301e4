#pragma once

#include "adapters/mongodb/bson.hpp"
#include "domain/employees/employee.hpp"
#include "domain/employees/team.hpp"

namespace resuelve::mongodb {

/// An employee's own fields of the document.
Document employee_fields(const employees::Employee& employee);
employees::Employee employee_in(const Document& row);

Document team_fields(const employees::Team& team);
employees::Team team_in(const Document& row);

} // namespace resuelve::mongodb
