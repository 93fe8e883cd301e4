#pragma once

#include "platform/http/message.hpp"

#include <functional>
#include <string>
#include <vector>

namespace resuelve::http {

using Handler = std::function<awaitable<Response>(Request&)>;

/// What a route takes as its body.
enum class BodyKind {
    none,          ///< a body is refused with 400
    json,          ///< application/json, at most limits::json_body
    form,          ///< nothing or application/x-www-form-urlencoded (the legacy routes)
    upload,        ///< any content type, at most limits::upload_body
};

struct Route {
    Method method;
    std::string pattern; ///< "/api/v1/incidents/{id}/messages": literal segments and {names}
    BodyKind body = BodyKind::none;
    Handler handler;
};

/// Finds the route for a method and path. Filled at start, read by every thread after that.
class Router {
public:
    /// Throws std::logic_error if the same method and pattern was added before.
    void add(Route route);

    /// The route, with `request.parameters` filled. HEAD finds GET routes.
    /// Throws Problem::not_found, or Problem::method_not_allowed with an Allow list.
    const Route& match(Request& request) const;

    /// Every route, in the order of adding: for the OpenAPI comparison and the access matrix.
    const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
};

} // namespace resuelve::http
