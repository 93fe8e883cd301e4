#pragma once

#include "domain/incidents/blob_store.hpp"
#include "domain/incidents/incident_store.hpp"
#include "platform/time/clock.hpp"
#include "services/api/idempotency.hpp"
#include "services/api/incident_response.hpp"
#include "services/api/preconditions.hpp"
#include "services/api/refusals.hpp"

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace resuelve::api {

/// What every use case on incidents works with.
struct Desk {
    incidents::IncidentStore& incidents;
    incidents::BlobStore& blobs;
    const Clock& clock;
    Random& random;
    std::string source; ///< of its events: "/resuelve/intake"
};

/// Who acts, when, and as part of which request.
incidents::Context context_of(const Request& request, Desk& desk);

/// An act of the domain with everything but the incident and the context bound.
using IncidentAct = std::function<std::expected<incidents::Change, incidents::Refusal>(const incidents::Incident&,
                                                                                       const incidents::Context&)>;

/// What the caller is told of a change once it is stored.
using Tell = std::function<Answer(const Request&, const incidents::Change&)>;

/// 200 with the incident.
Answer tell_incident(const Request& request, const incidents::Change& change);
/// 201 with the last entry of the change that a person wrote.
Answer tell_written_entry(const Request& request, const incidents::Change& change);

inline constexpr int tries = 5;

/// Loads the incident of the path, lets the domain decide, and commits; once more if somebody else changed it
/// meanwhile, at most `tries` times, then Problem::conflict. A repeated Idempotency-Key gets the first answer. Throws
/// what visible_incident(), IdempotencyKey and problem_of() throw.
awaitable<Response> act_on_incident(const Request& request, Desk& desk, IncidentAct act, Tell tell = tell_incident);

/// The same for a change that is meant for one version only: Problem::precondition_required without If-Match,
/// Problem::stale_version for another version.
awaitable<Response> act_on_version(const Request& request, Desk& desk, IncidentAct act, Tell tell = tell_incident);

/// Which incident, by id or reference, in which version, under which key: what a request that acts on several says of
/// each.
struct Meant {
    std::string incident;
    IfMatch version;
    IdempotencyKey key;
};

/// The same for an incident that the path does not name.
awaitable<Response> act_on_meant(const Request& request, Desk& desk, Meant meant, IncidentAct act,
                                 Tell tell = tell_incident);

/// What an attempt wants stored as one, and the answer to give once it is; without changes it is given at once.
struct Attempt {
    std::vector<incidents::Change> changes;
    Answer answer;
};

/// The loop itself, for what touches other incidents than the path's one: `attempt` loads and decides anew each time.
/// At most `at_most` times, then Problem::conflict.
awaitable<Response> commit_attempts(Desk& desk, IdempotencyKey key, std::function<awaitable<Attempt>()> attempt,
                                    int at_most = tries);

} // namespace resuelve::api
