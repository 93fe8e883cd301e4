#include "domain/incidents/working_days.hpp"
#include "platform/json/write.hpp"
#include "services/api/query_parameters.hpp"
#include "services/resolution/use_cases.hpp"

#include <fmt/format.h>

namespace resuelve::resolution {
namespace {

using boost::json::object;
using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

constexpr days default_period{28};

/// The day of the shop in which a moment is, or in which something before it is.
std::optional<local_days> day(api::QueryParameters& query, std::string_view name,
                              std::chrono::milliseconds before = {}) {
    const auto instant = query.instant(name);
    if (!instant) return std::nullopt;
    return incidents::spain().day_of(*instant - before);
}

/// Whole days: those that the time asked for touches.
incidents::DailyQuery days_of(const Request& request, Instant now) {
    api::QueryParameters query{request.http.query, {"from", "until", "team", "product"}};
    const auto from = day(query, "from");
    const auto last = day(query, "until", std::chrono::milliseconds{1});
    const auto end = last.value_or(incidents::spain().day_of(now)) + days{1};
    const incidents::DailyQuery wanted{.first_day = from.value_or(end - default_period),
                                       .end_day = end,
                                       .team = query.id<TeamId>("team"),
                                       .product = query.text("product")};
    if (wanted.end_day <= wanted.first_day) query.wrong("until", "out_of_range", "must be after from");
    if (wanted.end_day - wanted.first_day > days{limits::reported_days})
        query.wrong("from", "out_of_range", fmt::format("must be at most {} days before until", limits::reported_days));
    query.finish();
    return wanted;
}

object json_of(const incidents::DayFigures& figures) {
    const auto& calendar = incidents::spain();
    return {{"day", to_iso_date(year_month_day{figures.day})},
            {"from", json::to_json(calendar.begin_of(figures.day))},
            {"until", json::to_json(calendar.begin_of(figures.day + days{1}))},
            {"total", figures.total},
            {"open", figures.total - figures.closed},
            {"closed", figures.closed},
            {"answered_in_time", figures.answered_in_time},
            {"answered_late", figures.answered_late}};
}

} // namespace

awaitable<Response> report_daily(const Request& request, Resolution& resolution) {
    const auto now = resolution.desk.clock.now();
    const auto wanted = days_of(request, now);
    boost::json::array items;
    for (const auto& figures : co_await resolution.desk.incidents.daily(wanted))
        items.push_back(json_of(figures));
    const auto opened = wanted.opened();
    object json{{"as_of", json::to_json(now)},
                {"from", json::to_json(opened.from)},
                {"until", json::to_json(opened.until)},
                {"team", json::to_json(wanted.team)},
                {"product", json::to_json(wanted.product)},
                {"items", std::move(items)}};
    co_return Response::json(200, std::move(json)).with("cache-control", "no-store");
}

} // namespace resuelve::resolution
