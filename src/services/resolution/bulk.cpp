#include "platform/http/problem.hpp"
#include "services/api/answer_once.hpp"
#include "services/resolution/incident_patch.hpp"
#include "services/resolution/use_cases.hpp"

#include <limits>
#include <set>

namespace resuelve::resolution {
namespace {

using boost::json::object;

/// The version that the sender saw: each one is changed only if it is still that.
struct SeenIncident {
    json::Line<1, 100> id; ///< or its reference
    json::Int<1, std::numeric_limits<std::int32_t>::max()> version;
};
BOOST_DESCRIBE_STRUCT(SeenIncident, (), (id, version))

struct BulkChange {
    json::List<SeenIncident, 1, limits::incidents_at_once> incidents;
    IncidentPatch change;
};
BOOST_DESCRIBE_STRUCT(BulkChange, (), (incidents, change))

void check(const BulkChange& wanted) {
    const auto& change = wanted.change;
    if (change.assignee_id.absent() && change.team_id.absent() && change.priority.absent() &&
        change.category.absent() && change.tags.absent() && change.snoozed_until.absent())
        throw Problem{Problem::invalid, {}, {{"/change", "required", "says nothing to change"}}};
    std::vector<FieldError> errors;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < wanted.incidents.value.size(); ++i)
        if (!seen.insert(wanted.incidents.value[i].id.value).second)
            errors.push_back({fmt::format("/incidents/{}/id", i), "repeated", "is in the list already"});
    if (!errors.empty()) throw Problem{Problem::invalid, {}, std::move(errors)};
}

api::Answer tell_version(const Request&, const incidents::Change& change) {
    return {.body = boost::json::serialize(object{{"version", change.incident.version}})};
}

/// What became of one: its version, or its problem. Outages are the whole request's.
awaitable<object> outcome_of(awaitable<Response> change, const Request& request, std::string id) {
    try {
        const auto response = co_await std::move(change);
        auto outcome = boost::json::parse(std::get<std::string>(response.body)).as_object();
        outcome["id"] = id;
        outcome["status"] = response.status;
        outcome["problem"] = nullptr;
        co_return outcome;
    } catch (const Problem& problem) {
        if (problem.status() >= 500) throw;
        co_return object{{"id", id},
                         {"status", problem.status()},
                         {"version", nullptr},
                         {"problem", problem.to_json(request.http.trace_id)}};
    }
}

awaitable<Response> change_each(const Request& request, Resolution& resolution, BulkChange wanted,
                                api::IdempotencyKey key) {
    const auto patch = co_await patch_of(wanted.change, resolution.desk.incidents);
    const auto act = [&](const incidents::Incident& incident, const incidents::Context& context) {
        return incidents::change_incident(incident, patch, context);
    };
    boost::json::array outcomes;
    for (const auto& one : wanted.incidents) {
        api::Meant meant{.incident = one.id.value,
                         .version = api::IfMatch::version(one.version.value),
                         .key = key.of_part(one.id.value)};
        outcomes.emplace_back(co_await outcome_of(
            api::act_on_meant(request, resolution.desk, std::move(meant), act, tell_version), request, one.id.value));
    }
    const api::Answer answer{.body = boost::json::serialize(object{{"items", std::move(outcomes)}})};
    // Its own record besides each one's: a retry is answered the same, also for those that were refused.
    if (auto recorded = key.record(answer, resolution.desk.clock.now()))
        co_await resolution.desk.incidents.commit({}, std::move(recorded));
    co_return answer.to_response();
}

} // namespace

awaitable<Response> change_incidents(const Request& request, Resolution& resolution) {
    auto wanted = request.body<BulkChange>();
    check(wanted);
    const auto key = api::IdempotencyKey::of(request);
    co_return co_await api::answer_once(key, resolution.desk.incidents,
                                        change_each(request, resolution, std::move(wanted), key));
}

} // namespace resuelve::resolution
