#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/answer_once.hpp"
#include "services/api/filed_claim.hpp"
#include "services/api/message_body.hpp"
#include "services/api/preconditions.hpp"
#include "services/api/query_parameters.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/use_cases.hpp"

namespace resuelve::employees {
namespace {

using Name = json::Line<1, limits::name>;
using Teams = json::List<TeamId, 0, limits::teams_of_one>;

struct Registration {
    Email email;
    Name first_name;
    json::Line<0, limits::name> last_name;
    Position role;
    std::optional<Teams> team_ids;
    std::optional<api::Language> language;
    std::optional<std::string> password;
};
BOOST_DESCRIBE_STRUCT(Registration, (), (email, first_name, last_name, role, team_ids, language, password))

struct EmployeeChange {
    std::optional<Name> first_name;
    std::optional<json::Line<0, limits::name>> last_name;
    std::optional<Position> role;
    std::optional<Teams> team_ids;
    std::optional<api::Language> language;
};
BOOST_DESCRIBE_STRUCT(EmployeeChange, (), (first_name, last_name, role, team_ids, language))

/// Each team once, in the order given.
std::vector<TeamId> without_repetition(const std::vector<TeamId>& teams) {
    std::vector<TeamId> once;
    for (const auto team : teams)
        if (std::ranges::find(once, team) == once.end()) once.push_back(team);
    return once;
}

Employee to_employee(const Registration& wanted, EmployeeId id, Instant now) {
    return {.id = id,
            .email = wanted.email,
            .first_name = wanted.first_name.value,
            .last_name = wanted.last_name.value,
            .role = wanted.role,
            .team_ids = wanted.team_ids ? without_repetition(wanted.team_ids->value) : std::vector<TeamId>{},
            .language = wanted.language ? std::string{json::enum_name(*wanted.language)} : "es",
            .created_at = now,
            .updated_at = now};
}

api::Answer registered_answer(const Employee& employee) {
    auto answer = employee_answer(employee, 201);
    answer.location = "/api/v1/employees/" + employee.id.to_string();
    return answer;
}

/// Tokens carry the role and the teams.
bool rights_differ(const Employee& one, const Employee& other) {
    return one.role != other.role || one.team_ids != other.team_ids;
}

/// What a change of rights is audited as; nothing for another change.
std::vector<access::AuditRecord> audit_of(const EmployeeChange& wanted, const Employee& read, const Request& request,
                                          const Service& service) {
    std::string detail;
    if (wanted.role && *wanted.role != read.role)
        detail = fmt::format("role {} to {}", json::enum_name(read.role), json::enum_name(*wanted.role));
    if (wanted.team_ids && without_repetition(wanted.team_ids->value) != read.team_ids)
        detail += detail.empty() ? "teams" : ", teams";
    if (detail.empty()) return {};
    return {audited(request, service, access::Audited::rights_changed, read.id, std::move(detail))};
}

awaitable<Response> try_register(const Request& request, Service& service, const Registration& wanted,
                                 const api::IdempotencyKey& key) {
    const auto now = service.clock.now();
    auto employee = to_employee(wanted, EmployeeId::make(now, service.random), now);
    if (wanted.password) {
        want_good_password("/password", *wanted.password, employee);
        employee.set_password(co_await service.hasher.hash(*wanted.password, PasswordClass::employee));
    }
    const auto answer = registered_answer(employee);
    Along along{.answer = key.record(answer, now),
                .audit = {audited(request, service, access::Audited::employee_registered, employee.id,
                                  fmt::format("role {}", json::enum_name(employee.role)))}};
    if (!wanted.password) along.link = Purpose::invitation;
    co_await store(employee, event_type::registered, cause_of(request, service), service, std::move(along));
    co_return answer.to_response();
}

} // namespace

awaitable<Response> register_employee(const Request& request, Service& service) {
    const auto wanted = request.body<Registration>();
    const auto key = api::IdempotencyKey::of(request, {}, service.keys.newest().secret);
    co_return co_await api::answer_once(key, service.store, try_register(request, service, wanted, key));
}

awaitable<Response> list_employees(const Request& request, Service& service) {
    api::QueryParameters query{request.http.query, {"state", "team", "cursor", "limit"}};
    EmployeeQuery wanted{.state = query.one_of<State>("state"),
                         .team = query.id<TeamId>("team"),
                         .cursor = query.cursor(),
                         .limit = query.limit()};
    query.finish();
    const auto page = co_await service.store.list(std::move(wanted));
    boost::json::array items;
    for (const auto& employee : page.items)
        items.emplace_back(employee_view(employee));
    co_return Response::json(
        200, boost::json::object{{"items", std::move(items)}, {"next_cursor", json::to_json(page.next_cursor)}})
        .with("cache-control", "no-store");
}

awaitable<Response> get_employee(const Request& request, Service& service) {
    const auto employee = co_await named_employee(request, service);
    if (api::has_already(request, employee.version))
        co_return Response::empty(304).with("etag", api::etag(employee.version));
    co_return employee_answer(employee).to_response();
}

awaitable<Response> change_employee(const Request& request, Service& service) {
    const auto if_match = api::IfMatch::required(request);
    const auto wanted = request.body<EmployeeChange>();
    const auto read = co_await named_employee(request, service);
    if_match.check(read.version);
    Along along{.audit = audit_of(wanted, read, request, service)};
    const auto edit = [&](Employee& employee) {
        if (wanted.first_name) employee.first_name = wanted.first_name->value;
        if (wanted.last_name) employee.last_name = wanted.last_name->value;
        if (wanted.role) employee.role = *wanted.role;
        if (wanted.team_ids) employee.team_ids = without_repetition(wanted.team_ids->value);
        if (wanted.language) employee.language = json::enum_name(*wanted.language);
    };
    const auto changed = co_await change(read, event_type::updated, request, service, edit, std::move(along));
    if (rights_differ(changed, read)) service.sessions.refuse_old_tokens(changed.id.value);
    co_return employee_answer(changed).to_response();
}

awaitable<Response> list_audit(const Request& request, Service& service) {
    return api::audit_page(request, service.audit);
}

awaitable<Response> verify_audit(const Request&, Service& service) {
    return api::audit_verification(service.audit);
}

awaitable<Response> disable_employee(const Request& request, Service& service) {
    api::body_or_nothing<api::Nothing>(request);
    const auto read = co_await named_employee(request, service);
    if (read.state == State::disabled) co_return employee_answer(read).to_response();
    const auto changed = co_await change(
        read, event_type::disabled, request, service, [](Employee& employee) { employee.state = State::disabled; },
        {.audit = {audited(request, service, access::Audited::employee_disabled, read.id)}});
    co_await service.sessions.end_all(changed.id.value, std::nullopt);
    service.sessions.refuse_old_tokens(changed.id.value);
    co_return employee_answer(changed).to_response();
}

awaitable<Response> list_sessions_of(const Request& request, Service& service) {
    const auto employee = co_await named_employee(request, service);
    co_return co_await service.sessions.list_of(employee.id.value, request);
}

awaitable<Response> end_session_of(const Request& request, Service& service) {
    const auto employee = co_await named_employee(request, service);
    co_return co_await service.sessions.end_one_of(employee.id.value, request.parameter(1), request);
}

awaitable<Response> enable_employee(const Request& request, Service& service) {
    api::body_or_nothing<api::Nothing>(request);
    const auto read = co_await named_employee(request, service);
    if (read.state != State::disabled) co_return employee_answer(read).to_response();
    const auto changed =
        co_await change(read, event_type::updated, request, service, [](Employee& employee) { employee.enable(); },
                        {.audit = {audited(request, service, access::Audited::employee_enabled, read.id)}});
    co_return employee_answer(changed).to_response();
}

awaitable<Response> invite_again(const Request& request, Service& service) {
    api::body_or_nothing<api::Nothing>(request);
    const auto employee = co_await named_employee(request, service);
    if (employee.state != State::invited) throw Problem{Problem::conflict, "The invitation was accepted already."};
    const auto cause = cause_of(request, service);
    const auto issued = issue_link(employee.id, Purpose::invitation, cause.now, service.random);
    std::vector<events::Event> events;
    events.push_back(link_event(employee, issued, cause, service.random));
    co_await service.store.add_link(issued.link, std::move(events));
    co_return Response::json(202, boost::json::object{{"detail", "An invitation is on its way."}});
}

awaitable<bool> ensure_first_administrator(Service& service, Email email, std::string password) {
    if (co_await service.store.has_active_admin()) co_return false;
    const auto now = service.clock.now();
    Employee admin{.id = EmployeeId::make(now, service.random),
                   .email = email,
                   .first_name = "Administrator",
                   .role = Position::admin,
                   .created_at = now,
                   .updated_at = now};
    want_good_password("/password", password, admin);
    admin.set_password(co_await service.hasher.hash(std::move(password), PasswordClass::employee));
    Along along{.audit = {{.at = now,
                           .role = access::Role::system,
                           .act = access::Audited::employee_registered,
                           .subject = admin.id.value,
                           .detail = "role admin, the first one"}}};
    std::exception_ptr taken;
    try {
        co_await store(std::move(admin), event_type::registered, {now, {}}, service, std::move(along));
        co_return true;
    } catch (const Problem& problem) {
        if (problem.code() != Problem::email_taken) throw;
        taken = std::current_exception();
    }
    // Instances that begin together find nobody, and then the first one's: perhaps not to be read yet.
    const auto other = co_await service.store.find(email);
    if (other && other->role != Position::admin) std::rethrow_exception(taken);
    co_return false;
}

} // namespace resuelve::employees
