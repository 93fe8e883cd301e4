#pragma once

#include <string>

namespace resuelve::mongodb {

/// The commands that incidents with all that belongs to them need in a migration.
std::string incidents_commands();

/// What lists of what reports count need besides.
std::string lists_of_figures_commands();

/// What lists of proposals to approve need besides.
std::string lists_of_approvals_commands();

/// What lists of what is out of the queues need besides.
std::string lists_of_snoozed_commands();

} // namespace resuelve::mongodb
