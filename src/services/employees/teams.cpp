#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/answer_once.hpp"
#include "services/api/preconditions.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/use_cases.hpp"

namespace resuelve::employees {
namespace {

struct NamedTeam {
    json::Line<1, limits::team_name> name;
};
BOOST_DESCRIBE_STRUCT(NamedTeam, (), (name))

boost::json::object team_view(const Team& team) {
    return {{"id", json::to_json(team.id)},
            {"name", team.name},
            {"version", team.version},
            {"created_at", json::to_json(team.created_at)},
            {"updated_at", json::to_json(team.updated_at)}};
}

api::Answer team_answer(const Team& team, unsigned status = 200) {
    return {.status = status,
            .location = status == 201 ? "/api/v1/teams/" + team.id.to_string() : std::string{},
            .etag = api::etag(team.version),
            .body = boost::json::serialize(team_view(team))};
}

awaitable<Team> named_team(const Request& request, Service& service) {
    const auto id = TeamId::parse(request.parameter(0));
    auto team = id ? co_await service.store.find_team(*id) : std::nullopt;
    if (!team) throw Problem{Problem::not_found};
    co_return std::move(*team);
}

access::AuditRecord team_changed(const Request& request, Instant now, TeamId team, std::string how) {
    return api::audited(request, now, access::Audited::team_changed, team.value, std::move(how));
}

awaitable<Response> try_create(const Request& request, Service& service, const NamedTeam& wanted,
                               const api::IdempotencyKey& key) {
    const auto cause = cause_of(request, service);
    const Team team{.id = TeamId::make(cause.now, service.random),
                    .name = wanted.name.value,
                    .created_at = cause.now,
                    .updated_at = cause.now};
    const auto answer = team_answer(team, 201);
    co_await service.store.commit(TeamChange{.team = team,
                                             .events = {team_event(team, true, cause, service.random)},
                                             .answer = key.record(answer, cause.now),
                                             .audit = {team_changed(request, cause.now, team.id, "created")}});
    co_return answer.to_response();
}

} // namespace

awaitable<Response> list_teams(const Request&, Service& service) {
    boost::json::array items;
    for (const auto& team : co_await service.store.teams())
        items.emplace_back(team_view(team));
    co_return Response::json(200, boost::json::object{{"items", std::move(items)}, {"next_cursor", nullptr}});
}

awaitable<Response> create_team(const Request& request, Service& service) {
    const auto wanted = request.body<NamedTeam>();
    const auto key = api::IdempotencyKey::of(request);
    co_return co_await api::answer_once(key, service.store, try_create(request, service, wanted, key));
}

awaitable<Response> get_team(const Request& request, Service& service) {
    co_return team_answer(co_await named_team(request, service)).to_response();
}

awaitable<Response> rename_team(const Request& request, Service& service) {
    const auto if_match = api::IfMatch::required(request);
    const auto wanted = request.body<NamedTeam>();
    auto team = co_await named_team(request, service);
    if_match.check(team.version);
    const auto cause = cause_of(request, service);
    team.name = wanted.name.value;
    team.updated_at = cause.now;
    ++team.version;
    co_await service.store.commit(TeamChange{.team = team,
                                             .events = {team_event(team, true, cause, service.random)},
                                             .audit = {team_changed(request, cause.now, team.id, "renamed")}});
    co_return team_answer(team).to_response();
}

awaitable<Response> dissolve_team(const Request& request, Service& service) {
    const auto team = co_await named_team(request, service);
    auto gone = team;
    ++gone.version;
    std::vector<events::Event> events;
    const auto cause = cause_of(request, service);
    events.push_back(team_event(gone, false, cause, service.random));
    co_await service.store.remove(team, std::move(events), {team_changed(request, cause.now, team.id, "dissolved")});
    co_await service.kept.forget(Holder::of(team.id)); // nobody could see it any more
    co_return Response::empty(204);
}

} // namespace resuelve::employees
