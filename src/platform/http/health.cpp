#include "platform/http/health.hpp"

#include "platform/log/log.hpp"

namespace resuelve::http {

namespace {

awaitable<bool> answers(const Dependency& dependency) {
    try {
        co_return co_await dependency.is_ready();
    } catch (const std::exception& error) {
        log::warning("a part is not ready", {{"part", dependency.name}, {"error", error.what()}});
    }
    co_return false;
}

awaitable<Response> ready(const std::vector<Dependency>& dependencies) {
    boost::json::object parts;
    bool all = true;
    for (const auto& dependency : dependencies) {
        const bool there = co_await answers(dependency);
        all = all && (there || !dependency.is_needed);
        parts[dependency.name] = there ? "ready" : "unavailable";
    }
    auto response = Response::json(
        all ? 200 : 503, boost::json::object{{"status", all ? "ready" : "unavailable"}, {"parts", std::move(parts)}});
    if (!all) response.headers.add("retry-after", "2");
    co_return response;
}

awaitable<Response> alive(Request&) {
    co_return Response::json(200, boost::json::object{{"status", "alive"}});
}

awaitable<Response> figures(Metrics& metrics) {
    co_return Response::text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text());
}

} // namespace

void add_health_routes(Router& router, Metrics& metrics, std::vector<Dependency> dependencies) {
    router.add({Method::get, "/healthz", BodyKind::none, alive});
    router.add(
        {Method::get, "/readyz", BodyKind::none, [parts = std::move(dependencies)](Request&) { return ready(parts); }});
    router.add({Method::get, "/metrics", BodyKind::none, [&metrics](Request&) { return figures(metrics); }});
}

} // namespace resuelve::http
