#pragma once

#include "domain/access/actor.hpp"
#include "domain/incidents/incident.hpp"
#include "domain/incidents/lifecycle.hpp"
#include "domain/incidents/refusal.hpp"
#include "platform/http/problem.hpp"

#include <expected>
#include <vector>

namespace resuelve::api {

/// What the role may still do with the incident: the lifecycle's acts without those that can only be refused.
std::vector<incidents::Act> allowed_acts(const incidents::Incident& incident, access::Role role);

/// A refusal as the caller is told it: 409 with the current status and what is allowed, 403, or 422 by field.
Problem problem_of(const incidents::Refusal& refusal, access::Role role);

template <class T>
T or_throw(std::expected<T, incidents::Refusal> result, access::Role role) {
    if (!result) throw problem_of(result.error(), role);
    return std::move(*result);
}

} // namespace resuelve::api
