#pragma once

#include "domain/incidents/limits.hpp"
#include "platform/json/fields.hpp"

namespace resuelve::api {

/// Members of requests with the domain's lengths.
template <incidents::Length L>
using TextOf = json::Text<L.min, L.max>;
template <incidents::Length L>
using LineOf = json::Line<L.min, L.max>;

} // namespace resuelve::api
