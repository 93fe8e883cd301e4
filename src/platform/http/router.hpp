#pragma once

#include "platform/http/message.hpp"

#include <functional>
#include <string>
#include <vector>

namespace resuelve::http {

using Handler = std::function<awaitable<Response>(Request&)>;

/// Asked before the body is read: throws a Problem to refuse it, so that strangers need not be listened to. May set
/// the request's `log_subject` and `admitted`.
using Admission = std::function<awaitable<void>(Request&)>;

/// What a route takes as its body.
enum class BodyKind {
    none,   ///< a body is refused with 400
    json,   ///< application/json, at most limits::json_body
    form,   ///< nothing or application/x-www-form-urlencoded (the legacy routes)
    report, ///< application/csp-report or application/reports+json, at most limits::report_body
    upload, ///< any content type, at most limits::upload_body
};

struct Route {
    Method method;
    std::string pattern; ///< "/api/v1/incidents/{id}/messages": literal segments and {names}
    BodyKind body = BodyKind::none;
    Handler handler;
    Admission admission{}; ///< optional
};

/// Finds the route for a method and path. Filled at start, read by every thread after that.
class Router {
public:
    /// Throws std::logic_error if the same method and pattern was added before.
    void add(Route route);

    /// Adds a route for GET and HEAD of paths that no pattern has, where `concerns` says so; the first of them wins.
    /// Its pattern is a name for log and metrics.
    void add_for_unknown(Route route, std::function<bool(const Request&)> concerns);

    /// The route, with `request.parameters` filled. HEAD finds GET routes. A literal segment wins over a {name}.
    /// Throws Problem::not_found, or Problem::method_not_allowed with an `allow` list.
    const Route& match(Request& request) const;

    /// What the path may be asked, as for an Allow header: "GET, HEAD, OPTIONS". Throws Problem::not_found.
    std::string allowed(const Request& request) const;

    /// Every route, in the order of adding: for the OpenAPI comparison and the access matrix.
    const std::vector<Route>& routes() const { return routes_; }

private:
    static constexpr std::size_t no_route = static_cast<std::size_t>(-1);
    static constexpr std::size_t method_count = 7;

    struct Node {
        Node() { routes.fill(no_route); }
        std::vector<std::pair<std::string, std::unique_ptr<Node>>> literals;
        std::unique_ptr<Node> parameter;
        std::array<std::size_t, method_count> routes; ///< indices into routes_, by Method
    };

    const Node* find(const Node& from, const Request& request, std::size_t depth,
                     std::vector<std::string>* parameters) const;
    static bool leads_somewhere(const Node& node);
    static std::vector<std::string_view> methods_of(const Node& node);
    const Route* for_unknown(const Request& request) const;

    struct ForUnknown {
        std::size_t route; ///< index into routes_
        std::function<bool(const Request&)> concerns;
    };

    std::vector<Route> routes_;
    std::vector<ForUnknown> for_unknown_;
    Node root_;
};

} // namespace resuelve::http
