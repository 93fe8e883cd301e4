#include "domain/customers/data_request.hpp"

#include "platform/http/problem.hpp"
#include "platform/time/months.hpp"

#include <fmt/format.h>

#include <charconv>

namespace resuelve::customers {

DataRequest make_data_request(DataRequestId id, CustomerId customer, Right right, std::string detail, Instant now) {
    return {.id = id,
            .customer = customer,
            .right = right,
            .detail = std::move(detail),
            .made_at = now,
            .due = end_of_day_after_months(now, limits::months_to_answer, limits::zone_of_terms)};
}

std::expected<DataRequest, std::string> extended(DataRequest request, std::string reasons, Instant now) {
    if (!request.is_open()) return std::unexpected{"The request has been answered."};
    if (request.extension) return std::unexpected{"The term was extended already: once is all."};
    if (now > request.due) return std::unexpected{"The first month is over: it can be extended no more."};
    request.due = end_of_day_after_months(request.due, limits::months_of_extension, limits::zone_of_terms);
    request.extension = DataRequest::Extension{now, std::move(reasons)};
    return request;
}

std::expected<DataRequest, std::string> answered(DataRequest request, DataOutcome outcome, std::string explanation,
                                                 Instant now) {
    if (!request.is_open()) return std::unexpected{"The request has been answered."};
    request.answer = DataRequest::Answer{now, outcome, std::move(explanation)};
    return request;
}

DataRequest without_words(DataRequest request, Instant now) {
    request.detail.clear();
    if (request.extension) request.extension->reasons.clear();
    if (request.answer)
        request.answer->explanation.clear();
    else
        request.answer = DataRequest::Answer{now, DataOutcome::withdrawn, {}};
    return request;
}

std::string cursor_of(const DataRequest& request) {
    return fmt::format("{}.{}", place_of(request), request.id.to_string());
}

std::optional<DataRequestPlace> place_in(std::string_view cursor) {
    if (cursor.empty()) return DataRequestPlace{};
    DataRequestPlace result;
    const auto dot = cursor.find('.');
    if (dot == cursor.npos) return std::nullopt;
    const auto* end = cursor.data() + dot;
    const auto read = std::from_chars(cursor.data(), end, result.place);
    const auto id = DataRequestId::parse(cursor.substr(dot + 1));
    if (read.ec != std::errc{} || read.ptr != end || !id) return std::nullopt;
    result.id = *id;
    return result;
}

std::int64_t place_of(const DataRequest& request) {
    return request.is_open() ? request.due.time_since_epoch().count() : place_of_answered(request.answer->at);
}

std::int64_t place_of_answered(Instant at) {
    constexpr std::int64_t after_all_that_are_open = std::int64_t{1} << 52; // ms: the year 144,000
    return after_all_that_are_open - at.time_since_epoch().count();
}

DataRequestPlace start_of(const DataRequestQuery& query) {
    const auto place = place_in(query.cursor);
    if (!place) throw Problem{Problem::malformed, "The cursor is not one of ours."};
    return *place;
}

DataRequestPage page_of(std::vector<DataRequest> behind, const DataRequestQuery& query) {
    DataRequestPage page{.items = std::move(behind)};
    if (page.items.size() > query.limit) {
        page.items.resize(query.limit);
        page.next_cursor = cursor_of(page.items.back());
    }
    return page;
}

} // namespace resuelve::customers
