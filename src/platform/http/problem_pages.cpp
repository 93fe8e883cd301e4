#include "platform/http/health.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::http {

namespace {

bool wants_json(const Request& request) {
    const auto accept = request.header("accept");
    return accept && accept->find("json") != std::string_view::npos &&
           accept->find("text/html") == std::string_view::npos;
}

boost::json::object to_json(const Problem::Row& row) {
    return {{"type", fmt::format("/problems/{}", row.name)},
            {"title", row.title},
            {"status", row.status},
            {"meaning", row.meaning}};
}

/// The table is ours and has no character that HTML would need escaped; problem_pages_test.cpp looks.
std::string html_page(std::string_view title, std::string_view content) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{}</title>"
        "<meta name=\"viewport\" content=\"width=device-width\"></head>\n<body><main>\n{}</main></body>\n"
        "</html>\n",
        title, content);
}

awaitable<Response> list(Request& request) {
    if (wants_json(request)) {
        boost::json::array all;
        for (const auto& row : Problem::table)
            all.push_back(to_json(row));
        co_return Response::json(200, all);
    }
    std::string items;
    for (const auto& row : Problem::table)
        items += fmt::format("<li><a href=\"/problems/{}\">{}</a> ({})</li>\n", row.name, row.title, row.status);
    co_return Response::text(200, "text/html; charset=utf-8",
                             html_page("Problems", fmt::format("<h1>Problems</h1>\n<ul>\n{}</ul>\n", items)));
}

awaitable<Response> one(Request& request) {
    const auto row = std::ranges::find(Problem::table, request.parameters.front(), &Problem::Row::name);
    if (row == Problem::table.end()) throw Problem{Problem::not_found};
    if (wants_json(request)) co_return Response::json(200, to_json(*row));
    co_return Response::text(200, "text/html; charset=utf-8",
                             html_page(row->title, fmt::format("<h1>{}</h1>\n<p>{}</p>\n<p>Status {}, code <code>{}"
                                                               "</code>. <a href=\"/problems\">All problems</a></p>\n",
                                                               row->title, row->meaning, row->status, row->name)));
}

} // namespace

void add_problem_pages(Router& router) {
    router.add({Method::get, "/problems", BodyKind::none, list});
    router.add({Method::get, "/problems/{name}", BodyKind::none, one});
}

} // namespace resuelve::http
