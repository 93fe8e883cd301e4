#include "services/api/acting.hpp"

#include "platform/http/problem.hpp"
#include "services/api/scope.hpp"
#include "services/api/timeline_response.hpp"

#include <ranges>

namespace resuelve::api {
namespace {

using incidents::EntryKind;

enum class Outcome { stored, repeated, overtaken };

/// Commits, and says what became of it instead of throwing: what follows waits, which no catch block may.
awaitable<Outcome> commit(Desk& desk, std::vector<incidents::Change> changes,
                          std::optional<http::RecordedAnswer> answer) {
    try {
        co_await desk.incidents.commit(std::move(changes), std::move(answer));
        co_return Outcome::stored;
    } catch (const http::AlreadyAnswered&) {
        co_return Outcome::repeated;
    } catch (const Problem& problem) {
        if (problem.code() != Problem::stale_version) throw;
        co_return Outcome::overtaken;
    }
}

} // namespace

incidents::Context context_of(const Request& request, Desk& desk) {
    return {.by = request.actor(),
            .now = desk.clock.now(),
            .random = desk.random,
            .traceparent = request.http.traceparent,
            .source = desk.source};
}

Answer tell_incident(const Request& request, const incidents::Change& change) {
    return incident_answer(request, change.incident);
}

Answer tell_written_entry(const Request& request, const incidents::Change& change) {
    const auto written = std::ranges::find_if(change.entries | std::views::reverse, [](const incidents::Entry& entry) {
        return entry.kind == EntryKind::message || entry.kind == EntryKind::note || entry.kind == EntryKind::attachment;
    });
    return {.status = 201,
            .etag = etag(change.incident.version),
            .body = boost::json::serialize(entry_view(*written, audience_of(request)))};
}

awaitable<Response> commit_attempts(Desk& desk, IdempotencyKey key, std::function<awaitable<Attempt>()> attempt,
                                    int at_most) {
    for (int n = 0; n < at_most; ++n) {
        if (auto before = co_await key.replay(desk.incidents)) co_return std::move(*before);
        auto wanted = co_await attempt();
        if (wanted.changes.empty()) co_return wanted.answer.to_response();
        auto recorded = key.record(wanted.answer, desk.clock.now());
        const auto outcome = co_await commit(desk, std::move(wanted.changes), std::move(recorded));
        if (outcome == Outcome::stored) co_return wanted.answer.to_response();
    }
    throw Problem{Problem::conflict, "It is being changed by others over and over; read it again and retry"};
}

awaitable<Response> act_on_incident(const Request& request, Desk& desk, IncidentAct act, Tell tell) {
    const auto key = IdempotencyKey::of(request);
    for (int n = 0; n < tries; ++n) {
        const auto incident = co_await visible_incident(request, desk.incidents);
        // After the look-up: whoever lost the right to see the incident gets no old answer either.
        if (auto before = co_await key.replay(desk.incidents)) co_return std::move(*before);
        auto change = or_throw(act(incident, context_of(request, desk)), request.actor().role);
        const auto answer = tell(request, change);
        if (change.entries.empty()) co_return answer.to_response(); // it is as it was asked to be
        auto recorded = key.record(answer, desk.clock.now());
        std::vector<incidents::Change> changes;
        changes.push_back(std::move(change));
        if (co_await commit(desk, std::move(changes), std::move(recorded)) == Outcome::stored)
            co_return answer.to_response();
    }
    throw Problem{Problem::conflict, "It is being changed by others over and over; read it again and retry"};
}

awaitable<Response> act_on_version(const Request& request, Desk& desk, IncidentAct act, Tell tell) {
    Meant meant{
        .incident = request.parameter(0), .version = IfMatch::required(request), .key = IdempotencyKey::of(request)};
    co_return co_await act_on_meant(request, desk, std::move(meant), std::move(act), std::move(tell));
}

awaitable<Response> act_on_meant(const Request& request, Desk& desk, Meant meant, IncidentAct act, Tell tell) {
    const auto& key = meant.key;
    const auto incident = co_await visible_incident(request, desk.incidents, meant.incident);
    if (auto before = co_await key.replay(desk.incidents)) co_return std::move(*before);
    meant.version.check(incident.version);
    auto change = or_throw(act(incident, context_of(request, desk)), request.actor().role);
    const auto answer = tell(request, change);
    if (change.entries.empty()) co_return answer.to_response(); // it is as it was asked to be
    auto recorded = key.record(answer, desk.clock.now());
    std::vector<incidents::Change> changes;
    changes.push_back(std::move(change));
    switch (co_await commit(desk, std::move(changes), std::move(recorded))) {
    case Outcome::stored:
        co_return answer.to_response();
    case Outcome::overtaken:
        throw Problem{Problem::stale_version};
    case Outcome::repeated:
        break;
    }
    auto before = co_await key.replay(desk.incidents);
    if (!before) throw Problem{Problem::in_progress};
    co_return std::move(*before);
}

} // namespace resuelve::api
