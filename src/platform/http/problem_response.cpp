#include "platform/http/problem_response.hpp"

#include <boost/json/serialize.hpp>

namespace resuelve::http {

namespace {

std::string joined(const boost::json::array& names) {
    std::string list;
    for (const auto& name : names) {
        if (!list.empty()) list += ", ";
        list += std::string_view{name.as_string()};
    }
    return list;
}

} // namespace

Response problem_response(const Problem& problem, std::string_view trace_id) {
    const auto document = problem.to_json(trace_id);
    auto response = Response::text(problem.status(), "application/problem+json", boost::json::serialize(document));
    if (const auto wait = problem.retry_after()) response.headers.add("retry-after", std::to_string(wait->count()));
    if (problem.code() == Problem::method_not_allowed)
        if (const auto* allow = document.if_contains("allow")) response.headers.add("allow", joined(allow->as_array()));
    if (problem.status() == 401) response.headers.add("www-authenticate", "Bearer");
    return response;
}

} // namespace resuelve::http
