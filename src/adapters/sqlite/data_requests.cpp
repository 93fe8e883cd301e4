#include "adapters/sqlite/data_requests.hpp"

#include "platform/json/enum_names.hpp"

namespace resuelve::sqlite {

const std::string_view data_requests_schema = R"sql(
CREATE TABLE data_requests(
    id          BLOB PRIMARY KEY,    -- UUIDv7: by time
    customer    BLOB NOT NULL REFERENCES customers(id),
    wanted      TEXT NOT NULL,       -- the right
    detail      TEXT NOT NULL,       -- empty once the account is erased, as are reasons and explanation
    made_at     INTEGER NOT NULL,
    due         INTEGER NOT NULL,
    extended_at INTEGER,
    reasons     TEXT,
    answered_at INTEGER,
    outcome     TEXT,
    explanation TEXT,
    place       INTEGER NOT NULL     -- in the list of all
) STRICT, WITHOUT ROWID;
CREATE INDEX data_requests_of_customer ON data_requests(customer, id);
CREATE INDEX data_requests_by_place ON data_requests(place, id);
)sql";

namespace {

using customers::DataRequest;

#define REQUEST_COLUMNS                                                                                                \
    "id, customer, wanted, detail, made_at, due, extended_at, reasons, answered_at, outcome, explanation"

DataRequest request_in(const Statement& row) {
    DataRequest request{.id = {row.uuid(0)},
                        .customer = {row.uuid(1)},
                        .right = json::enum_from<customers::Right>(row.text(2)).value(),
                        .detail = std::string{row.text(3)},
                        .made_at = row.instant(4),
                        .due = row.instant(5)};
    if (const auto at = row.optional_instant(6))
        request.extension = DataRequest::Extension{*at, std::string{row.text(7)}};
    if (const auto at = row.optional_instant(8))
        request.answer = DataRequest::Answer{*at, json::enum_from<customers::DataOutcome>(row.text(9)).value(),
                                             std::string{row.text(10)}};
    return request;
}

std::vector<DataRequest> requests_in(Statement select) {
    std::vector<DataRequest> found;
    while (select.step())
        found.push_back(request_in(select));
    return found;
}

} // namespace

void put_request(Connection& connection, const DataRequest& request) {
    std::optional<Instant> extended_at;
    std::optional<Instant> answered_at;
    std::optional<std::string> reasons;
    std::optional<std::string> outcome;
    std::optional<std::string> explanation;
    if (request.extension) {
        extended_at = request.extension->at;
        reasons = request.extension->reasons;
    }
    if (request.answer) {
        answered_at = request.answer->at;
        outcome = json::enum_name(request.answer->outcome);
        explanation = request.answer->explanation;
    }
    connection
        .prepare("INSERT INTO data_requests(" REQUEST_COLUMNS ", place) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT(id) DO UPDATE SET "
                 "detail = ?4, due = ?6, extended_at = ?7, reasons = ?8, answered_at = ?9, outcome = ?10, "
                 "explanation = ?11, place = ?12")
        .bind_all(request.id, request.customer, json::enum_name(request.right), request.detail, request.made_at,
                  request.due, extended_at, reasons, answered_at, outcome, explanation, customers::place_of(request))
        .run();
}

std::vector<DataRequest> requests_of(Connection& connection, CustomerId customer) {
    auto select =
        connection.prepare("SELECT " REQUEST_COLUMNS " FROM data_requests WHERE customer = ?1 ORDER BY id DESC");
    select.bind(1, customer);
    return requests_in(std::move(select));
}

std::optional<DataRequest> find_request(Connection& connection, customers::DataRequestId id) {
    auto select = connection.prepare("SELECT " REQUEST_COLUMNS " FROM data_requests WHERE id = ?1");
    select.bind(1, id);
    return select.step() ? std::optional{request_in(select)} : std::nullopt;
}

std::vector<DataRequest> requests_after(Connection& connection, const customers::DataRequestPlace& place,
                                        std::size_t limit) {
    auto select = connection.prepare("SELECT " REQUEST_COLUMNS " FROM data_requests WHERE (place, id) > (?1, ?2) "
                                     "ORDER BY place, id LIMIT ?3");
    select.bind_all(place.place, place.id, limit);
    return requests_in(std::move(select));
}

void forget_words_of_requests(Connection& connection, CustomerId customer, Instant now) {
    for (auto& request : requests_of(connection, customer))
        put_request(connection, customers::without_words(std::move(request), now));
}

#undef REQUEST_COLUMNS

} // namespace resuelve::sqlite
