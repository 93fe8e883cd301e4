#pragma once

#include "platform/http/message.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::http {

/// The one place where a problem becomes an answer: application/problem+json (RFC 9457) with Retry-After, Allow and
/// WWW-Authenticate where they belong.
Response problem_response(const Problem& problem, std::string_view trace_id);

} // namespace resuelve::http
