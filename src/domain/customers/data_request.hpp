#pragma once

#include "domain/access/actor.hpp"
#include "domain/customers/refusal.hpp"

#include <boost/describe/enum.hpp>

#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace resuelve::customers {

using DataRequestId = Id<struct DataRequestTag>;

/// What a person may want of the own data (GDPR arts. 15 to 21).
BOOST_DEFINE_ENUM_CLASS(Right, access, rectify, erase, restrict, port, object)

/// What became of a request. `withdrawn`: the account was erased before there was an answer.
BOOST_DEFINE_ENUM_CLASS(DataOutcome, fulfilled, partly, refused, withdrawn)

namespace limits {
constexpr std::size_t request_text = 4000; // code points
constexpr std::size_t open_requests = 10;  // of one customer
constexpr int months_to_answer = 1;        ///< GDPR art. 12.3
constexpr int months_of_extension = 2;     ///< the same
constexpr std::string_view zone_of_terms = "Europe/Madrid";
} // namespace limits

/// Something that a customer wants of the own data and that a person of the shop has to look into.
struct DataRequest {
    struct Extension {
        Instant at{};
        std::string reasons{};

        bool operator==(const Extension&) const = default;
    };
    struct Answer {
        Instant at{};
        DataOutcome outcome{};
        std::string explanation{};

        bool operator==(const Answer&) const = default;
    };

    DataRequestId id{};
    CustomerId customer{};
    Right right{};
    std::string detail{}; ///< the customer's words; these and the shop's are gone once the account is erased
    Instant made_at{};
    Instant due{};
    std::optional<Extension> extension{};
    std::optional<Answer> answer{};

    bool is_open() const { return !answer; }

    bool operator==(const DataRequest&) const = default;
};

/// A new request, due after a month.
DataRequest make_data_request(DataRequestId id, CustomerId customer, Right right, std::string detail, Instant now);

/// Two months more, once and within the first month, for reasons that the customer is told (GDPR art. 12.3).
std::expected<DataRequest, std::string> extended(DataRequest request, std::string reasons, Instant now);
std::expected<DataRequest, std::string> answered(DataRequest request, DataOutcome outcome, std::string explanation,
                                                 Instant now);

/// What is kept of it when the account is erased: that it was made and what became of it, no words. One that is open is
/// withdrawn by that.
DataRequest without_words(DataRequest request, Instant now);

/// Where a list goes on: behind this request.
struct DataRequestPlace {
    std::int64_t place = 0;
    DataRequestId id{};
};
std::string cursor_of(const DataRequest& request);
/// Before all for an empty cursor; nothing for one that is not ours.
std::optional<DataRequestPlace> place_in(std::string_view cursor);

/// Its place in the list of all: the open ones first, the soonest due before all, then the answered ones, the newest
/// first.
std::int64_t place_of(const DataRequest& request);
/// That of one which was answered then.
std::int64_t place_of_answered(Instant at);

struct DataRequestQuery {
    std::string cursor{}; ///< opaque, from DataRequestPage::next_cursor
    std::size_t limit = 25;
};

struct DataRequestPage {
    std::vector<DataRequest> items{};
    std::optional<std::string> next_cursor{};
};

/// place_in() of its cursor. Throws Problem::malformed if it is not ours.
DataRequestPlace start_of(const DataRequestQuery& query);
/// Of the requests behind that place, in their order: one more than the query's limit tells that there is another page.
DataRequestPage page_of(std::vector<DataRequest> behind, const DataRequestQuery& query);

} // namespace resuelve::customers
