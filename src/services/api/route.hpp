#pragma once

#include "platform/http/router.hpp"
#include "services/api/freshness.hpp"
#include "services/api/request.hpp"

#include <functional>
#include <string>
#include <vector>

namespace resuelve::api {

using Handler = std::function<awaitable<Response>(const Request&)>;

/// One line of a service's routes.cpp. The router's list, the OpenAPI document and the permission table are compared
/// by a test.
struct Route {
    http::Method method;
    std::string pattern;
    access::Action action; ///< looked up in the permission table before the handler runs
    http::BodyKind body = http::BodyKind::none;
    Handler handler;
};

/// Finds out who sends a request. The one implementation is in authentication.hpp; tests use their own.
class Authenticator {
public:
    virtual ~Authenticator() = default;

    /// Anonymous without credentials. Throws Problem::unauthenticated or session_expired for bad ones,
    /// Problem::cross_site for a change by cookie from another site.
    virtual awaitable<access::Actor> authenticate(const http::Request& request) = 0;
};

/// Adds the routes. Each request is authenticated and its action looked up before its body is read: anonymous where a
/// session is needed 401, Reach::none 403, a fifth upload of an account at once 429; then the handler runs.
///
/// With `freshness`, which outlives the router, nobody is told of an old copy that something is not there, not possible
/// or not right (reliability.md §5, rule 3): such a refusal becomes 503 unless it is sure. A success may come of one,
/// and then says so: "Stale: true".
void mount(http::Router& router, Authenticator& authenticator, std::vector<Route> routes,
           Freshness* freshness = nullptr);

} // namespace resuelve::api
