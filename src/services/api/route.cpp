#include "services/api/route.hpp"

#include "platform/http/problem.hpp"
#include "services/api/cross_site.hpp"

#include <fmt/format.h>

namespace resuelve::api {
namespace {

using access::Action;
using access::Actor;
using access::Reach;

bool is_open(Action action) {
    return access::reach(action, Actor{}) != Reach::none;
}

/// The actor. Where none is needed a cookie that has expired is none: people must be able to sign in again.
awaitable<Actor> sender(const http::Request& request, Authenticator& authenticator, Action action) {
    try {
        co_return co_await authenticator.authenticate(request);
    } catch (const Problem& problem) {
        const bool over = problem.code() == Problem::session_expired || problem.code() == Problem::unauthenticated;
        if (!over || !is_open(action) || request.header("authorization")) throw;
    }
    co_return Actor{};
}

std::string subject_of(const Actor& actor) {
    if (actor.role == access::Role::anonymous) return {};
    return fmt::format("{}/{}", access::to_string(actor.role), actor.id.to_string());
}

/// The handler is owned by the router's route, which outlives every request.
awaitable<Response> answer(http::Request& request, Authenticator& authenticator, Action action,
                           const Handler& handler) {
    if (is_open(action)) check_public_request(request);
    const auto actor = co_await sender(request, authenticator, action);
    const auto reach = access::reach(action, actor);
    if (reach == Reach::none) {
        if (actor.role == access::Role::anonymous) throw Problem{Problem::unauthenticated};
        throw Problem{Problem::forbidden};
    }
    const Request known{request, actor, reach};
    auto response = co_await handler(known);
    response.log_subject = subject_of(actor);
    co_return response;
}

} // namespace

void mount(http::Router& router, Authenticator& authenticator, std::vector<Route> routes) {
    for (auto& route : routes) {
        auto guarded = [&authenticator, action = route.action, handler = std::move(route.handler)](
                           http::Request& request) { return answer(request, authenticator, action, handler); };
        router.add({route.method, std::move(route.pattern), route.body, std::move(guarded)});
    }
}

} // namespace resuelve::api
