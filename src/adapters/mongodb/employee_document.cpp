#include "adapters/mongodb/employee_document.hpp"

#include "adapters/mongodb/named.hpp"
#include "platform/json/text.hpp"

namespace resuelve::mongodb {
namespace {

using employees::Employee;
using employees::SecondFactor;
using employees::Team;

Document factor_document(const SecondFactor& factor) {
    return {{"sealed_seed", factor.sealed_seed},
            {"confirmed", factor.confirmed},
            {"last_used_step", factor.last_used_step},
            {"recovery_codes", Array::of(factor.recovery_codes)}}; // SHA-256 of each
}

std::optional<SecondFactor> factor_in(const Element& member) {
    if (member.is_null()) return std::nullopt;
    const auto row = member.document();
    SecondFactor factor{.sealed_seed = std::string{row["sealed_seed"].text()},
                        .confirmed = row["confirmed"].boolean(),
                        .last_used_step = row["last_used_step"].integer(),
                        .recovery_codes = {}};
    for (const auto& code : row["recovery_codes"].items())
        factor.recovery_codes.push_back(code.digest());
    return factor;
}

std::vector<TeamId> teams_in(const Element& list) {
    std::vector<TeamId> teams;
    for (const auto& team : list.items())
        teams.push_back(team.id<TeamId>());
    return teams;
}

} // namespace

Document employee_fields(const Employee& employee) {
    const auto factor = employee.second_factor ? std::optional{factor_document(*employee.second_factor)} : std::nullopt;
    return {{"_id", employee.id},
            {"email", employee.email.text()},
            {"email_key", employee.email.key()},
            {"first_name", employee.first_name},
            {"last_name", employee.last_name},
            {"role", json::enum_name(employee.role)},
            {"team_ids", Array::of(employee.team_ids)},
            {"state", json::enum_name(employee.state)},
            {"language", employee.language},
            {"password_hash", employee.password_hash},
            {"second_factor", factor},
            {"passkeys", access::written(employee.passkeys)},
            {"version", employee.version},
            {"created_at", employee.created_at},
            {"updated_at", employee.updated_at}};
}

Employee employee_in(const Document& row) {
    return {.id = row["_id"].id<EmployeeId>(),
            .email = Email::parse(row["email"].text()).value(),
            .first_name = std::string{row["first_name"].text()},
            .last_name = std::string{row["last_name"].text()},
            .role = named<employees::Position>(row["role"]),
            .team_ids = teams_in(row["team_ids"]),
            .state = named<employees::State>(row["state"]),
            .language = std::string{row["language"].text()},
            .password_hash = row["password_hash"].optional_text(),
            .second_factor = factor_in(row["second_factor"]),
            .passkeys = access::read_passkeys(row["passkeys"].optional_text()),
            .version = row["version"].integer(),
            .created_at = row["created_at"].instant(),
            .updated_at = row["updated_at"].instant()};
}

Document team_fields(const Team& team) {
    return {{"_id", team.id},
            {"name", team.name},
            {"name_key", text::folded(team.name)}, // as it is compared
            {"version", team.version},
            {"created_at", team.created_at},
            {"updated_at", team.updated_at},
            {"removed", false}};
}

Team team_in(const Document& row) {
    return {.id = row["_id"].id<TeamId>(),
            .name = std::string{row["name"].text()},
            .version = row["version"].integer(),
            .created_at = row["created_at"].instant(),
            .updated_at = row["updated_at"].instant()};
}

} // namespace resuelve::mongodb
