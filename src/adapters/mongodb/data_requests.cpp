#include "adapters/mongodb/data_requests.hpp"

#include "adapters/mongodb/named.hpp"

#include <algorithm>

namespace resuelve::mongodb {
namespace {

using customers::DataRequest;

Document there() {
    return {{"$ifNull", Array{"$requests", Array{}}}};
}

} // namespace

std::string data_requests_commands() {
    return R"json({"createIndexes": "customers", "indexes": [
        {"key": {"requests.id": 1}, "name": "customers_requests",
         "partialFilterExpression": {"requests.id": {"$exists": true}}},
        {"key": {"requests.place": 1}, "name": "customers_requests_by_place",
         "partialFilterExpression": {"requests.place": {"$exists": true}}}]})json";
}

Document request_item(const DataRequest& request) {
    Document item{{"id", request.id},
                  {"right", json::enum_name(request.right)},
                  {"detail", request.detail},
                  {"made_at", request.made_at},
                  {"due", request.due}};
    if (request.extension)
        item.append("extended_at", request.extension->at).append("reasons", request.extension->reasons);
    if (request.answer)
        item.append("answered_at", request.answer->at)
            .append("outcome", json::enum_name(request.answer->outcome))
            .append("explanation", request.answer->explanation);
    item.append("place", customers::place_of(request));
    return item;
}

DataRequest request_in(CustomerId customer, View item) {
    DataRequest request{.id = item["id"].id<customers::DataRequestId>(),
                        .customer = customer,
                        .right = named<customers::Right>(item["right"]),
                        .detail = std::string{item["detail"].text()},
                        .made_at = item["made_at"].instant(),
                        .due = item["due"].instant()};
    if (const auto at = item["extended_at"].optional_instant())
        request.extension = DataRequest::Extension{*at, std::string{item["reasons"].text()}};
    if (const auto at = item["answered_at"].optional_instant())
        request.answer = DataRequest::Answer{*at, named<customers::DataOutcome>(item["outcome"]),
                                             std::string{item["explanation"].text()}};
    return request;
}

std::vector<DataRequest> requests_in(CustomerId customer, View row) {
    std::vector<DataRequest> found;
    for (const auto& item : row["requests"].items())
        found.push_back(request_in(customer, item.document()));
    std::ranges::sort(found, std::greater{}, &DataRequest::id);
    return found;
}

Document requests_with(const DataRequest& request) {
    const Document is_another{{"$ne", Array{"$$this.id", request.id}}};
    const Document others{{"$filter", Document{{"input", there()}, {"cond", is_another}}}};
    return {{"$concatArrays", Array{others, Document{{"$literal", Array{request_item(request)}}}}}};
}

Document requests_without_words(Instant now) {
    const Document is_open{{"$eq", Array{Document{{"$type", "$$this.answered_at"}}, "missing"}}};
    const Document closed{
        {"answered_at", Document{{"$ifNull", Array{"$$this.answered_at", now}}}},
        {"outcome", Document{{"$ifNull", Array{"$$this.outcome", "withdrawn"}}}},
        {"place", Document{{"$cond", Array{is_open, customers::place_of_answered(now), "$$this.place"}}}},
        {"detail", ""},
        {"reasons", ""},
        {"explanation", ""}};
    const Document each{{"$mergeObjects", Array{"$$this", closed}}};
    return {{"$map", Document{{"input", there()}, {"in", each}}}};
}

Array requests_after(const customers::DataRequestPlace& place, std::size_t limit) {
    const Document later{{"requests.place", Document{{"$gt", place.place}}}};
    const Document same{{"requests.place", place.place}, {"requests.id", Document{{"$gt", place.id}}}};
    const Document at_least{{"requests.place", Document{{"$gte", place.place}}}};
    const Document behind{{"$or", Array{later, same}}};
    const Document order{{"requests.place", 1}, {"requests.id", 1}};
    const Document only_these{{"requests", 1}};
    return Array{Document{{"$match", at_least}}, Document{{"$project", only_these}}, Document{{"$unwind", "$requests"}},
                 Document{{"$match", behind}},   Document{{"$sort", order}},         Document{{"$limit", limit}}};
}

} // namespace resuelve::mongodb
