#include "domain/transfer/data_request_records.hpp"

#include "platform/json/enum_names.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace resuelve::transfer {
namespace {

using customers::DataRequest;

std::int64_t written(Instant at) {
    return at.time_since_epoch().count();
}

Instant time(const Record& record, std::string_view name) {
    return Instant{std::chrono::milliseconds{integer(record, name)}};
}

template <class E>
E enumerated(const Record& record, std::string_view name) {
    const auto value = json::enum_from<E>(text(record, name));
    if (!value) throw RecordFault{std::string{name} + " is unknown"};
    return *value;
}

boost::json::object item_of(const DataRequest& request) {
    boost::json::object item{{"id", transfer::written(request.id.value)},
                             {"right", json::enum_name(request.right)},
                             {"detail", request.detail},
                             {"made_at", written(request.made_at)},
                             {"due", written(request.due)},
                             {"extended_at", nullptr},
                             {"reasons", nullptr},
                             {"answered_at", nullptr},
                             {"outcome", nullptr},
                             {"explanation", nullptr}};
    if (request.extension) {
        item["extended_at"] = written(request.extension->at);
        item["reasons"] = request.extension->reasons;
    }
    if (request.answer) {
        item["answered_at"] = written(request.answer->at);
        item["outcome"] = json::enum_name(request.answer->outcome);
        item["explanation"] = request.answer->explanation;
    }
    return item;
}

DataRequest request_in(CustomerId customer, const Record& item) {
    DataRequest request{.id = {id(item, "id")},
                        .customer = customer,
                        .right = enumerated<customers::Right>(item, "right"),
                        .detail = std::string{text(item, "detail")},
                        .made_at = time(item, "made_at"),
                        .due = time(item, "due")};
    if (!is_null(item, "extended_at"))
        request.extension = DataRequest::Extension{time(item, "extended_at"), std::string{text(item, "reasons")}};
    if (!is_null(item, "answered_at"))
        request.answer =
            DataRequest::Answer{time(item, "answered_at"), enumerated<customers::DataOutcome>(item, "outcome"),
                                std::string{text(item, "explanation")}};
    return request;
}

} // namespace

boost::json::array written(std::vector<DataRequest> requests) {
    std::ranges::sort(requests, {}, &DataRequest::id);
    boost::json::array items;
    for (const auto& request : requests)
        items.push_back(item_of(request));
    return items;
}

std::vector<DataRequest> data_requests(const Record& customer) {
    std::vector<DataRequest> requests;
    for (const auto& item : list(customer, "requests")) {
        if (!item.is_object()) throw RecordFault{"requests is no list of objects"};
        requests.push_back(request_in(CustomerId{id(customer, "id")}, item.get_object()));
    }
    return requests;
}

} // namespace resuelve::transfer
