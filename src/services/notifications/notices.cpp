#include "services/notifications/notices.hpp"

#include "domain/access/permissions.hpp"
#include "platform/json/write.hpp"
#include "services/api/query_parameters.hpp"
#include "services/api/scope.hpp"

#include <map>

namespace resuelve::notifications {
namespace {

using api::Request;
using api::Response;

struct SeenUpTo {
    NoticeId up_to;
};
BOOST_DESCRIBE_STRUCT(SeenUpTo, (), (up_to))

struct ReadAt {
    Instant read_at{};
};
BOOST_DESCRIBE_STRUCT(ReadAt, (), (read_at))

/// Who may not read the incident, as it was then, is told its reference alone.
bool may_read_subject(const Notice& notice, const incidents::Scope& scope) {
    incidents::Incident shape;
    shape.team_id = notice.team;
    shape.assignee_id = notice.assignee;
    return scope.covers(shape);
}

boost::json::object view(const Notice& notice, const incidents::Scope& scope, const boost::json::value& by) {
    const bool has_subject = !notice.subject.empty() && may_read_subject(notice, scope);
    return {{"id", notice.id.to_string()},
            {"kind", json::enum_name(notice.kind)},
            {"incident_id", notice.incident.to_string()},
            {"reference", notice.reference},
            {"subject", has_subject ? boost::json::value(notice.subject) : boost::json::value{}},
            {"by", by},
            {"answer_by", json::to_json(notice.answer_by)},
            {"made_at", to_rfc3339(notice.made_at)},
            {"read_at", json::to_json(notice.read_at)}};
}

/// The names of those who did it, each looked for once.
class Doers {
public:
    explicit Doers(NotificationStore& people) : people_{people} {}

    awaitable<boost::json::value> view(std::optional<EmployeeId> id) {
        if (!id) co_return nullptr;
        auto known = names_.find(*id);
        if (known == names_.end()) {
            const auto person = co_await people_.find_person(id->value);
            known = names_.emplace(*id, person ? person->name : std::string{}).first;
        }
        co_return boost::json::object{{"id", id->to_string()}, {"name", known->second}};
    }

private:
    NotificationStore& people_;
    std::map<EmployeeId, std::string> names_;
};

awaitable<boost::json::object> unread_ones(const Request& request, Notifications& service) {
    co_return boost::json::object{{"unread", co_await service.notices.unread(request.actor().employee_id())}};
}

/// The moment is what undoes it.
awaitable<Response> read_response(const Request& request, Notifications& service, Instant read_at) {
    auto json = co_await unread_ones(request, service);
    json["read_at"] = to_rfc3339(read_at);
    co_return Response::json(200, std::move(json));
}

} // namespace

awaitable<Response> list_notices(const Request& request, Notifications& service) {
    api::QueryParameters parameters{request.http.query, {"unread", "cursor", "limit"}};
    const NoticeQuery query{.employee = request.actor().employee_id(),
                            .unread = parameters.flag("unread").value_or(false),
                            .before = parameters.id<NoticeId>("cursor"),
                            .limit = parameters.limit() + 1};
    parameters.finish();
    auto found = co_await service.notices.list(query);
    boost::json::value next;
    if (found.size() == query.limit) {
        found.pop_back();
        next = found.back().id.to_string();
    }
    const auto scope = api::scope_of(request.actor(), access::reach(access::Action::read_incidents, request.actor()));
    Doers doers{service.store};
    boost::json::array items;
    for (const auto& one : found)
        items.push_back(view(one, scope, co_await doers.view(one.by)));
    const auto unread = co_await service.notices.unread(query.employee);
    co_return Response::json(200, {{"items", std::move(items)}, {"next_cursor", std::move(next)}, {"unread", unread}});
}

awaitable<Response> read_notice(const Request& request, Notifications& service) {
    const auto notice = NoticeId::parse(request.parameter(0));
    const auto employee = request.actor().employee_id();
    const auto now = service.clock.now();
    if (!notice || !co_await service.notices.mark_read(employee, *notice, now)) throw Problem{Problem::not_found};
    co_return co_await read_response(request, service, now);
}

awaitable<Response> read_notices(const Request& request, Notifications& service) {
    const auto seen = request.body<SeenUpTo>();
    const auto now = service.clock.now();
    co_await service.notices.mark_read_up_to(request.actor().employee_id(), seen.up_to, now);
    co_return co_await read_response(request, service, now);
}

awaitable<Response> unread_notices(const Request& request, Notifications& service) {
    co_await service.notices.mark_unread(request.actor().employee_id(), request.body<ReadAt>().read_at);
    co_return Response::json(200, co_await unread_ones(request, service));
}

} // namespace resuelve::notifications
