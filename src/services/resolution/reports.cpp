#include "domain/incidents/deadlines.hpp"
#include "platform/json/write.hpp"
#include "services/api/query_parameters.hpp"
#include "services/resolution/use_cases.hpp"

#include <algorithm>
#include <ranges>

namespace resuelve::resolution {
namespace {

using boost::json::object;
using incidents::Overview;

constexpr std::size_t shown_products = 50;
constexpr std::size_t counted_deadlines = 100; ///< of one employee; who has more has too many, whatever the figure

struct Report {
    incidents::OverviewQuery wanted;
    Overview figures;
    object json; ///< begins with the period
};

awaitable<Report> report_on(const Request& request, Resolution& resolution) {
    api::QueryParameters query{request.http.query, {"from", "until", "team", "product"}};
    const incidents::OverviewQuery wanted{.now = resolution.desk.clock.now(),
                                          .from = query.instant("from"),
                                          .until = query.instant("until"),
                                          .team = query.id<TeamId>("team"),
                                          .product = query.text("product")};
    query.finish();
    co_return Report{.wanted = wanted,
                     .figures = co_await resolution.desk.incidents.overview(wanted),
                     .json = {{"as_of", json::to_json(wanted.now)},
                              {"from", json::to_json(wanted.from)},
                              {"until", json::to_json(wanted.until)},
                              {"team", json::to_json(wanted.team)},
                              {"product", json::to_json(wanted.product)}}};
}

/// Every value of the enumeration, also those that never occur.
template <class E>
object by_name(const std::map<E, std::int64_t>& counts) {
    object json;
    for (const auto value : json::enum_values<E>()) {
        const auto found = counts.find(value);
        json.emplace(json::enum_name(value), found == counts.end() ? 0 : found->second);
    }
    return json;
}

template <class Key>
boost::json::array rows(const std::map<Key, std::int64_t>& counts, std::string_view key) {
    boost::json::array rows;
    for (const auto& [value, count] : counts)
        rows.push_back(object{{key, json::to_json(value)}, {"count", count}});
    return rows;
}

boost::json::array reasons(const std::map<std::string, std::int64_t>& counts) {
    boost::json::array rows;
    for (const auto& [category, count] : counts)
        rows.push_back(
            object{{"category", category.empty() ? boost::json::value{} : json::to_json(category)}, {"count", count}});
    return rows;
}

/// The products that most incidents are about, with their reasons.
boost::json::array products(const std::map<std::string, std::map<std::string, std::int64_t>>& counts) {
    struct Row {
        std::int64_t count;
        std::string_view product;
        boost::json::array by_category;
    };
    std::vector<Row> rows;
    for (const auto& [product, by_category] : counts) {
        Row row{.count = 0, .product = product, .by_category = reasons(by_category)};
        for (const auto& [category, count] : by_category)
            row.count += count;
        rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(rows, std::ranges::greater{}, &Row::count);
    boost::json::array shown;
    for (auto& row : rows | std::views::take(shown_products))
        shown.push_back(
            object{{"product", row.product}, {"count", row.count}, {"by_category", std::move(row.by_category)}});
    return shown;
}

/// Of 1; null if there is nothing to divide.
boost::json::value share(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return nullptr;
    return static_cast<double>(part) / static_cast<double>(whole);
}

struct Deadlines {
    std::int64_t overdue = 0;
    std::int64_t due_today = 0; ///< and not overdue yet
};

/// Of an employee's incidents, or of nobody's, those that are overdue or will be tonight.
awaitable<Deadlines> deadlines_of(std::optional<EmployeeId> assignee, incidents::OverviewQuery wanted,
                                  Resolution& resolution) {
    const auto& calendar = incidents::spain();
    const auto midnight = calendar.end_of(calendar.day_of(wanted.now)) + std::chrono::milliseconds{1};
    const auto page = co_await resolution.desk.incidents.list({.scope = {.all = true},
                                                               .assignee = assignee,
                                                               .unassigned = !assignee,
                                                               .team = wanted.team,
                                                               .opened_from = wanted.from,
                                                               .opened_until = wanted.until,
                                                               .product = std::move(wanted.product),
                                                               .overdue = true,
                                                               .now = midnight,
                                                               .sort = incidents::SortKey::deadline,
                                                               .descending = false,
                                                               .limit = counted_deadlines});
    const auto overdue = std::ranges::count_if(
        page.items, [&](const incidents::Incident& incident) { return incidents::is_overdue(incident, wanted.now); });
    co_return Deadlines{.overdue = overdue, .due_today = std::ssize(page.items) - overdue};
}

Response answer(object json) {
    return Response::json(200, std::move(json)).with("cache-control", "no-store");
}

std::int64_t open_incidents(const Overview& figures) {
    const auto closed = figures.by_status.find(incidents::Status::closed);
    return figures.total - (closed == figures.by_status.end() ? 0 : closed->second);
}

} // namespace

awaitable<Response> report_overview(const Request& request, Resolution& resolution) {
    auto [wanted, figures, json] = co_await report_on(request, resolution);
    json["total"] = figures.total;
    json["open"] = open_incidents(figures);
    json["by_status"] = by_name(figures.by_status);
    json["by_closing"] = by_name(figures.by_closing);
    json["by_channel"] = by_name(figures.by_channel);
    json["open_by_priority"] = by_name(figures.open_by_priority);
    json["overdue"] = figures.overdue;
    json["escalated"] = figures.escalated;
    co_return answer(std::move(json));
}

awaitable<Response> report_ageing(const Request& request, Resolution& resolution) {
    auto [wanted, figures, json] = co_await report_on(request, resolution);
    json["open"] = open_incidents(figures);
    json["open_by_age"] = rows(figures.open_by_age_days, "from_days");
    json["overdue"] = figures.overdue;
    co_return answer(std::move(json));
}

awaitable<Response> report_service_levels(const Request& request, Resolution& resolution) {
    auto [wanted, figures, json] = co_await report_on(request, resolution);
    json["answered_in_time"] = figures.answered_in_time;
    json["answered_late"] = figures.answered_late;
    json["share_in_time"] = share(figures.answered_in_time, figures.answered_in_time + figures.answered_late);
    json["overdue"] = figures.overdue;
    json["mean_hours_to_first_answer"] = figures.mean_hours_to_first_answer;
    json["mean_hours_to_resolution"] = figures.mean_hours_to_resolution;
    co_return answer(std::move(json));
}

awaitable<Response> report_reasons(const Request& request, Resolution& resolution) {
    auto [wanted, figures, json] = co_await report_on(request, resolution);
    json["total"] = figures.total;
    json["by_category"] = reasons(figures.by_category);
    json["by_product"] = products(figures.by_product);
    json["by_channel"] = by_name(figures.by_channel);
    co_return answer(std::move(json));
}

awaitable<Response> report_workload(const Request& request, Resolution& resolution) {
    auto [wanted, figures, json] = co_await report_on(request, resolution);
    boost::json::array assignees;
    for (const auto& [id, count] : figures.open_by_assignee) {
        const auto employee = EmployeeId::parse(id);
        const auto known = employee ? co_await resolution.desk.incidents.known_person(employee->value) : std::nullopt;
        const auto deadlines = co_await deadlines_of(employee, wanted, resolution);
        assignees.push_back(object{{"assignee_id", json::to_json(employee)},
                                   {"name", known ? json::to_json(known->name) : boost::json::value{}},
                                   {"open", count},
                                   {"overdue", deadlines.overdue},
                                   {"due_today", deadlines.due_today}});
    }
    json["open_by_assignee"] = std::move(assignees);
    json["open_by_priority"] = by_name(figures.open_by_priority);
    json["escalated"] = figures.escalated;
    co_return answer(std::move(json));
}

awaitable<Response> report_satisfaction(const Request& request, Resolution& resolution) {
    auto [wanted, figures, json] = co_await report_on(request, resolution);
    std::int64_t ratings = 0;
    std::int64_t points = 0;
    for (const auto& [score, count] : figures.by_score) {
        ratings += count;
        points += score * count;
    }
    json["ratings"] = ratings;
    json["mean_score"] = share(points, ratings);
    json["by_score"] = rows(figures.by_score, "score");
    co_return answer(std::move(json));
}

} // namespace resuelve::resolution
