#include "platform/json/write.hpp"
#include "services/api/bind.hpp"
#include "services/api/query_parameters.hpp"
#include "services/notifications/notices.hpp"

namespace resuelve::notifications {
namespace {

using api::Request;
using api::Response;

/// What administrators see: never the text.
boost::json::object view(const Notification& one) {
    return {{"id", one.id.to_string()},
            {"state", json::enum_name(one.state)},
            {"template", json::enum_name(one.what)},
            {"audience", json::enum_name(one.audience)},
            {"recipient", one.email.text()},
            {"recipient_id", json::to_json(one.recipient)},
            {"incident_id", json::to_json(one.incident)},
            {"language", one.language},
            {"attempts", one.attempts},
            {"reason", one.reason.empty() ? boost::json::value{} : boost::json::value(one.reason)},
            {"created_at", to_rfc3339(one.created_at)},
            {"next_attempt_at",
             one.state == State::queued ? boost::json::value(to_rfc3339(one.not_before)) : boost::json::value{}},
            {"finished_at", json::to_json(one.finished_at)}};
}

awaitable<Response> list_notifications(const Request& request, Notifications& service) {
    api::QueryParameters parameters{request.http.query, {"state", "template", "incident", "cursor", "limit"}};
    NotificationQuery query{.state = parameters.one_of<State>("state"),
                            .what = parameters.one_of<Template>("template"),
                            .incident = parameters.id<IncidentId>("incident"),
                            .before = parameters.id<NotificationId>("cursor"),
                            .limit = parameters.limit() + 1};
    parameters.finish();
    auto found = co_await service.store.list(query);
    boost::json::value next;
    if (found.size() == query.limit) {
        found.pop_back();
        next = found.back().id.to_string();
    }
    boost::json::array items;
    for (const auto& one : found)
        items.push_back(view(one));
    co_return Response::json(200, {{"items", std::move(items)}, {"next_cursor", std::move(next)}});
}

/// Whether mails wait that should be on their way. One that failed and is to be tried later is not due yet: a single
/// address that does not answer delays nobody else's mail.
awaitable<Response> mail_delay(const Request& request, Notifications& service) {
    api::QueryParameters{request.http.query, {}}.finish();
    const auto now = service.clock.now();
    const auto next = co_await service.store.next_due();
    const auto due = next && *next <= now ? next : std::nullopt;
    co_return Response::json(200,
                             {{"late", due && now - *due > limits::late_after}, {"oldest_due_at", json::to_json(due)}});
}

/// Which event nobody could handle and why. Its data stays inside: it may hold personal data and links.
boost::json::object view(const events::DeadLetter& letter) {
    return {{"consumer", letter.consumer},
            {"event_id", letter.event.id.to_string()},
            {"type", letter.event.type},
            {"source", letter.event.source},
            {"subject", letter.event.subject.to_string()},
            {"time", to_rfc3339(letter.event.time)},
            {"attempts", letter.attempts},
            {"reason", letter.reason},
            {"died_at", to_rfc3339(letter.died_at)}};
}

awaitable<Response> list_dead_letters(const Request& request, Notifications& service) {
    api::QueryParameters{request.http.query, {}}.finish();
    boost::json::array items;
    for (const auto& letter : co_await service.bus.dead_letters())
        items.push_back(view(letter));
    co_return Response::json(200, {{"items", std::move(items)}, {"next_cursor", nullptr}});
}

awaitable<Response> replay_dead_letter(const Request& request, Notifications& service) {
    const auto event = events::EventId::parse(request.parameter(1));
    if (!event || !co_await service.bus.replay(request.parameter(0), *event)) throw Problem{Problem::not_found};
    co_return Response::empty(204);
}

} // namespace

std::vector<api::Route> routes(Notifications& service) {
    using enum http::Method;
    using enum http::BodyKind;
    const auto use = [&service](awaitable<Response> (*use_case)(const Request&, Notifications&)) {
        return api::bind(use_case, service);
    };
    const auto action = access::Action::read_dead_letters;
    const auto own = access::Action::read_own_notices;
    return {
        {get, "/api/v1/notifications", action, none, use(list_notifications)},
        {get, "/api/v1/notifications/delay", access::Action::see_mail_delay, none, use(mail_delay)},
        {get, "/api/v1/notices", own, none, use(list_notices)},
        {post, "/api/v1/notices/read", own, json, use(read_notices)},
        {post, "/api/v1/notices/unread", own, json, use(unread_notices)},
        {post, "/api/v1/notices/{id}/read", own, none, use(read_notice)},
        {get, "/api/v1/dead-letters", action, none, use(list_dead_letters)},
        {post, "/api/v1/dead-letters/{consumer}/{event}/replay", action, none, use(replay_dead_letter)},
    };
}

} // namespace resuelve::notifications
