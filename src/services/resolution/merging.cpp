#include "domain/incidents/merge.hpp"
#include "platform/http/problem.hpp"
#include "services/api/message_body.hpp"
#include "services/api/scope.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

struct MergeBody {
    json::Line<1, 64> into; ///< id or reference
};
BOOST_DESCRIBE_STRUCT(MergeBody, (), (into))

/// The sender must be allowed to see both sides. A target that is not there is the body's fault, not the address's.
awaitable<incidents::Incident> target(const Request& request, Resolution& resolution, std::string into) {
    try {
        co_return co_await api::visible_incident(request, resolution.desk.incidents, std::move(into));
    } catch (const Problem& problem) {
        if (problem.code() != Problem::not_found) throw;
    }
    throw Problem{Problem::invalid, "There is nothing to merge into", {{"/into", "unknown", "is no incident"}}};
}

} // namespace

awaitable<Response> merge_incident(const Request& request, Resolution& resolution) {
    const auto body = request.body<MergeBody>();
    co_await api::visible_incident(request, resolution.desk.incidents); // 404 comes before any replay
    co_return co_await api::commit_attempts(
        resolution.desk, api::IdempotencyKey::of(request), [&]() -> awaitable<api::Attempt> {
            const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
            const auto into = co_await target(request, resolution, body.into.value);
            auto changes = api::or_throw(incidents::merge(incident, into, api::context_of(request, resolution.desk)),
                                         request.actor().role);
            auto answer = api::incident_answer(request, changes.front().incident);
            co_return api::Attempt{.changes = std::move(changes), .answer = std::move(answer)};
        });
}

awaitable<Response> undo_merge(const Request& request, Resolution& resolution) {
    return api::act_on_incident(request, resolution.desk, incidents::undo_merge);
}

} // namespace resuelve::resolution
