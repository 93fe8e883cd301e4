#include "domain/employees/events.hpp"

#include "platform/json/enum_names.hpp"

namespace resuelve::employees {
namespace {

events::Event event(std::string_view type, Uuid subject, std::int64_t version, const Cause& cause, Random& random) {
    return {.id = events::EventId::make(cause.now, random),
            .type = std::string{type},
            .source = "/resuelve/employees",
            .subject = subject,
            .version = version,
            .time = cause.now,
            .traceparent = cause.traceparent,
            .data = {}};
}

} // namespace

events::Event employee_event(std::string_view type, const Employee& employee, const Cause& cause, Random& random) {
    auto result = event(type, employee.id.value, employee.version, cause, random);
    boost::json::array teams;
    for (const auto team : employee.team_ids)
        teams.emplace_back(team.to_string());
    result.data = {{"id", employee.id.to_string()},   {"version", employee.version},
                   {"name", employee.display_name()}, {"email", employee.email.key()},
                   {"language", employee.language},   {"email_verified", employee.state != State::invited},
                   {"active", employee.is_active()},  {"role", json::enum_name(employee.role)},
                   {"team_ids", std::move(teams)}};
    return result;
}

events::Event team_event(const Team& team, bool active, const Cause& cause, Random& random) {
    auto result = event(event_type::team_updated, team.id.value, team.version, cause, random);
    result.data = {{"id", team.id.to_string()}, {"version", team.version}, {"name", team.name}, {"active", active}};
    return result;
}

events::Event link_event(const Employee& employee, const IssuedLink& link, const Cause& cause, Random& random) {
    auto result = event(event_type::link_requested, employee.id.value, employee.version, cause, random);
    result.data = {{"employee_id", employee.id.to_string()},
                   {"email", employee.email.text()},
                   {"language", employee.language},
                   {"purpose", json::enum_name(link.link.purpose)},
                   {"token", link.token},
                   {"expires_at", to_rfc3339(link.link.expires_at)}};
    return result;
}

events::Event passkey_event(const Employee& employee, const access::PasskeyChange& change, const Cause& cause,
                            Random& random) {
    auto result = event(change.added ? event_type::passkey_added : event_type::passkey_removed, employee.id.value,
                        employee.version, cause, random);
    result.data = {
        {"employee_id", employee.id.to_string()}, {"email", employee.email.text()}, {"passkey", change.name}};
    return result;
}

} // namespace resuelve::employees
