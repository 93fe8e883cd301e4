#pragma once

#include "services/api/incident_response.hpp"
#include "services/employees/service.hpp"

#include <boost/json/object.hpp>

#include <functional>

namespace resuelve::employees {

/// An employee as employees see it: never hashes or seeds.
boost::json::object employee_view(const Employee& employee);
api::Answer employee_answer(const Employee& employee, unsigned status = 200);

/// The employee who sends the request. Throws Problem::session_expired if the account is not active any more.
awaitable<Employee> own_employee(const api::Request& request, Service& service);
/// The employee that the path's first parameter names. Throws Problem::not_found.
awaitable<Employee> named_employee(const api::Request& request, Service& service);

/// What an employee may do.
access::Actor actor_of(const Employee& employee);

/// Throws Problem::invalid, naming `field`, if the password may not be used by that person.
void want_good_password(std::string_view field, std::string_view password, const Employee& employee);

/// What is stored besides the change.
struct Along {
    std::optional<Purpose> link{}; ///< a link of that purpose is to be mailed
    std::optional<Sha256Digest> used_link{};
    std::optional<http::RecordedAnswer> answer{};
    std::vector<access::AuditRecord> audit{};
};

/// What the request does to the employee, for the audit.
access::AuditRecord audited(const api::Request& request, const Service& service, access::Audited act, EmployeeId whom,
                            std::string detail = {});

Cause cause_of(const api::Request& request, const Service& service);

/// Stores the employee as given, with an event of the type and what goes along, and one for each passkey.
awaitable<void> store(Employee employee, std::string_view event, Cause cause, Service& service, Along along = {},
                      std::vector<access::PasskeyChange> passkeys = {});

/// The next version of the employee, changed by `edit`, once it is stored. Passkeys that come or go are told.
awaitable<Employee> change(Employee read, std::string_view event, const api::Request& request, Service& service,
                           const std::function<void(Employee&)>& edit, Along along = {});

/// Audits that what somebody signed in with was wrong, for the employee or for nobody.
awaitable<void> audit_failure(const api::Request& request, Service& service, const std::optional<Employee>& employee,
                              std::string way);

/// A new session of the employee, audited with the way that it went, as the answer to who signs in.
awaitable<api::Response> start_session(const api::Request& request, Service& service, const Employee& employee,
                                       std::string way);

/// The employee, if the password is right and the account active; hashed anew when the costs rose. Each failure counts
/// against the account and the sender. Throws Problem::too_many_requests, Problem::wrong_credentials.
/// `and_then` may refuse as well, e.g. for a wrong code, before the success counts.
awaitable<Employee> identify(const api::Request& request, Service& service, Email email, std::string password,
                             std::function<awaitable<Employee>(Employee)> and_then = {});

} // namespace resuelve::employees
