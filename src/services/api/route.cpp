#include "services/api/route.hpp"

#include "platform/http/problem.hpp"
#include "services/api/cross_site.hpp"
#include "services/api/upload_slots.hpp"

#include <fmt/format.h>

namespace resuelve::api {
namespace {

using access::Action;
using access::Actor;
using access::Reach;

bool is_open(Action action) {
    return access::reach(action, Actor{}) != Reach::none;
}

/// The actor. Where none is needed a cookie that has expired, or that other services gave, is none: people must be able
/// to sign in (again).
awaitable<Actor> sender(const http::Request& request, Authenticator& authenticator, Action action) {
    try {
        co_return co_await authenticator.authenticate(request);
    } catch (const Problem& problem) {
        const bool says_nothing = problem.code() == Problem::session_expired ||
                                  problem.code() == Problem::unauthenticated || problem.code() == Problem::forbidden;
        if (!says_nothing || !is_open(action) || request.header("authorization")) throw;
    }
    co_return Actor{};
}

std::string subject_of(const Actor& actor) {
    if (actor.role == access::Role::anonymous) return {};
    return fmt::format("{}/{}", access::to_string(actor.role), actor.id.to_string());
}

/// What a request's admission learnt.
struct Sender final : http::Admitted {
    Actor actor;
    Reach reach = Reach::none;
    std::optional<UploadSlots::Slot> upload;
};

struct Guard {
    Authenticator& authenticator;
    Action action;
    UploadSlots* uploads; ///< null for routes without uploads
};

/// The guard is owned by the router's route, which outlives every request; so is the handler below.
awaitable<void> admit(http::Request& request, const Guard& guard) {
    if (is_open(guard.action)) check_public_request(request);
    auto known = std::make_unique<Sender>();
    known->actor = co_await sender(request, guard.authenticator, guard.action);
    request.log_subject = subject_of(known->actor);
    known->reach = access::reach(guard.action, known->actor);
    if (known->reach == Reach::none)
        throw Problem{known->actor.role == access::Role::anonymous ? Problem::unauthenticated : Problem::forbidden};
    if (guard.uploads) known->upload.emplace(guard.uploads->take(known->actor.id));
    request.admitted = std::move(known);
}

awaitable<Response> answer(http::Request& request, const Handler& handler) {
    const auto* known = dynamic_cast<const Sender*>(request.admitted.get());
    if (!known) throw std::logic_error{"a request came to its handler without admission"};
    const Request admitted{request, known->actor, known->reach};
    co_return co_await handler(admitted);
}

/// Whether it says something about what is stored, so that an older copy could have been the reason.
bool rests_on_stores(const Problem& problem) {
    switch (problem.code()) {
    case Problem::wrong_credentials:
    case Problem::session_expired:
    case Problem::not_found:
    case Problem::conflict:
    case Problem::not_allowed_in_status:
    case Problem::resolution_changed:
    case Problem::email_taken:
    case Problem::stale_version:
    case Problem::idempotency_key_reused:
        return true;
    default:
        return false;
    }
}

/// The same of an answer that is not a Problem, as the legacy routes give.
bool rests_on_stores(unsigned status) {
    return status == 401 || status == 404 || status == 409 || status == 412;
}

awaitable<Response> fresh_answer(http::Request& request, const Handler& handler, Freshness& freshness) {
    const auto before = freshness.stale_reads();
    std::optional<Response> response;
    std::optional<Problem> refusal;
    try {
        response = co_await answer(request, handler);
    } catch (const Problem& problem) {
        if (!rests_on_stores(problem)) throw;
        refusal = problem;
    }
    // Other requests' reads are counted too: while the newest copy is away that is no loss.
    const bool may_be_old = freshness.stale_reads() != before;
    if (response && !rests_on_stores(response->status)) {
        if (may_be_old) response->headers.set("stale", "true");
        co_return std::move(*response);
    }
    if (may_be_old)
        throw Problem{Problem::unavailable, "The newest of what is stored cannot be read now."}.retry_after(
            std::chrono::seconds{2});
    co_await freshness.confirm();
    if (refusal) throw Problem{*refusal};
    co_return std::move(*response);
}

} // namespace

void mount(http::Router& router, Authenticator& authenticator, std::vector<Route> routes, Freshness* freshness) {
    const auto uploads = std::make_shared<UploadSlots>(); // one for all routes of the process
    for (auto& route : routes) {
        const bool is_upload = route.body == http::BodyKind::upload;
        const Guard guard{authenticator, route.action, is_upload ? uploads.get() : nullptr};
        router.add({.method = route.method,
                    .pattern = std::move(route.pattern),
                    .body = route.body,
                    .handler =
                        [handler = std::move(route.handler), freshness](http::Request& request) {
                            return freshness ? fresh_answer(request, handler, *freshness) : answer(request, handler);
                        },
                    .admission = [guard, uploads](http::Request& request) { return admit(request, guard); }});
    }
}

} // namespace resuelve::api
