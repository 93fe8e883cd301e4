#include "domain/incidents/working_days.hpp"
#include "platform/json/write.hpp"
#include "services/api/scope.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

using boost::json::object;
using incidents::IncidentQuery;
using incidents::SortKey;
using incidents::Status;

constexpr std::size_t counted_at_most = 100; ///< a queue with more says so; nobody reads the exact figure

const std::vector<Status> to_be_answered{Status::registered, Status::in_progress, Status::awaiting_third_party};
const std::vector<Status> waiting{Status::awaiting_customer, Status::awaiting_completion, Status::awaiting_third_party,
                                  Status::resolution_proposed};

/// A fixed view: its name, what the list of incidents is asked for it, and the same as the store is asked.
struct View {
    std::string name;
    std::string query;
    IncidentQuery wanted;
    std::optional<Instant> due_before{};
    boost::json::value team_id{};
    boost::json::value team_name{};
};

std::string status_parameter(const std::vector<Status>& statuses) {
    std::string text = "status=";
    for (const auto status : statuses)
        text.append(json::enum_name(status)).append(",");
    text.pop_back();
    return text;
}

IncidentQuery soonest_first(const Request& request, const std::vector<Status>& statuses) {
    return {.scope = api::scope_of(request),
            .statuses = statuses,
            .sort = SortKey::deadline,
            .descending = false,
            .limit = counted_at_most};
}

/// What is snoozed is out of the queues; not of what is due today, since no law's clock stands still for it.
const std::string awake = "&snoozed=false";
IncidentQuery awake_ones(IncidentQuery wanted) {
    wanted.snoozed = false;
    return wanted;
}

std::vector<View> fixed_views(const Request& request, Instant now) {
    const auto& calendar = incidents::spain();
    const auto open = status_parameter(to_be_answered) + "&sort=deadline";
    auto mine = soonest_first(request, to_be_answered);
    mine.assignee = request.actor().employee_id();
    auto unassigned = soonest_first(request, to_be_answered);
    unassigned.unassigned = true;
    std::vector<View> views;
    views.push_back({"mine", open + "&assignee=me" + awake, awake_ones(std::move(mine))});
    views.push_back({"unassigned", open + "&assignee=none" + awake, awake_ones(std::move(unassigned))});
    views.push_back({.name = "due_today",
                     .query = open,
                     .wanted = soonest_first(request, to_be_answered),
                     .due_before = calendar.end_of(calendar.day_of(now))});
    views.push_back(
        {"waiting", status_parameter(waiting) + "&sort=deadline" + awake, awake_ones(soonest_first(request, waiting))});
    return views;
}

/// One view for each of the sender's teams.
awaitable<std::vector<View>> team_views(const Request& request, Resolution& resolution) {
    std::vector<View> views;
    for (const auto team : request.actor().teams) {
        auto wanted = soonest_first(request, to_be_answered);
        wanted.team = team;
        const auto known = co_await resolution.desk.incidents.known_person(team.value);
        views.push_back({.name = "team",
                         .query = status_parameter(to_be_answered) + "&sort=deadline&team=" + team.to_string() + awake,
                         .wanted = awake_ones(std::move(wanted)),
                         .team_id = json::to_json(team),
                         .team_name = known ? json::to_json(known->name) : boost::json::value{}});
    }
    co_return views;
}

awaitable<object> counted(View view, Resolution& resolution) {
    const auto page = co_await resolution.desk.incidents.list(std::move(view.wanted));
    const auto is_counted = [&](const incidents::Incident& incident) {
        return !view.due_before || incident.deadlines.answer_by <= *view.due_before;
    };
    const auto count = std::ranges::count_if(page.items, is_counted);
    const bool more = page.next_cursor && static_cast<std::size_t>(count) == page.items.size();
    co_return object{{"name", json::to_json(view.name)},
                     {"query", json::to_json(view.query)},
                     {"team_id", std::move(view.team_id)},
                     {"team_name", std::move(view.team_name)},
                     {"due_before", json::to_json(view.due_before)},
                     {"count", count},
                     {"more", more}};
}

} // namespace

awaitable<Response> list_views(const Request& request, Resolution& resolution) {
    auto views = fixed_views(request, resolution.desk.clock.now());
    for (auto& view : co_await team_views(request, resolution))
        views.push_back(std::move(view));
    boost::json::array items;
    for (auto& view : views)
        items.push_back(co_await counted(std::move(view), resolution));
    co_return Response::json(200, object{{"items", std::move(items)}, {"next_cursor", nullptr}})
        .with("cache-control", "no-store");
}

} // namespace resuelve::resolution
