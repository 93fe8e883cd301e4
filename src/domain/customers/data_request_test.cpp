#include "domain/customers/data_request.hpp"
#include "platform/ids/random.hpp"

#include <gtest/gtest.h>

namespace resuelve::customers {
namespace {

using namespace std::chrono_literals;

const Instant request_time = *parse_rfc3339("2026-11-29T09:00:00Z");

DataRequest a_request() {
    return make_data_request({}, {}, Right::access, "Todo lo que tengáis de mis pedidos", request_time);
}

TEST(DataRequest, IsDueAfterAMonth) {
    EXPECT_EQ(to_rfc3339(a_request().due), "2026-12-29T22:59:59.999Z");
    EXPECT_TRUE(a_request().is_open());
}

TEST(DataRequest, IsExtendedOnceByTwoMonths) {
    const auto more = extended(a_request(), "Hay que pedirlo al transportista.", request_time + 24h);
    ASSERT_TRUE(more);
    EXPECT_EQ(to_rfc3339(more->due), "2027-02-28T22:59:59.999Z");
    EXPECT_EQ(more->extension->reasons, "Hay que pedirlo al transportista.");
    EXPECT_FALSE(extended(*more, "Otra vez.", request_time + 48h));
}

TEST(DataRequest, IsNotExtendedAfterTheFirstMonth) {
    const auto request = a_request();
    EXPECT_TRUE(extended(request, "x", request.due));
    EXPECT_FALSE(extended(request, "x", request.due + 1ms));
}

TEST(DataRequest, IsAnsweredOnce) {
    const auto done = answered(a_request(), DataOutcome::partly, "La factura se conserva.", request_time + 1h);
    ASSERT_TRUE(done);
    EXPECT_FALSE(done->is_open());
    EXPECT_EQ(done->answer->outcome, DataOutcome::partly);
    EXPECT_FALSE(answered(*done, DataOutcome::fulfilled, "x", request_time + 2h));
    EXPECT_FALSE(extended(*done, "x", request_time + 2h));
}

TEST(DataRequest, KeepsNoWordsOfWhoHasLeft) {
    const auto open = without_words(*extended(a_request(), "Por el transportista.", request_time), request_time + 1h);
    EXPECT_EQ(open.detail, "");
    EXPECT_EQ(open.extension->reasons, "");
    EXPECT_EQ(open.answer, (DataRequest::Answer{request_time + 1h, DataOutcome::withdrawn, ""}));
    const auto done =
        without_words(*answered(a_request(), DataOutcome::partly, "La factura.", request_time), request_time + 1h);
    EXPECT_EQ(done.answer, (DataRequest::Answer{request_time, DataOutcome::partly, ""}));
}

TEST(DataRequest, IsFoundAgainByItsCursor) {
    auto request = a_request();
    SeededRandom random{1};
    request.id = DataRequestId::make(request_time, random);
    const auto place = place_in(cursor_of(request));
    ASSERT_TRUE(place);
    EXPECT_EQ(place->place, place_of(request));
    EXPECT_EQ(place->id, request.id);
    for (const auto* wrong : {"x", "1", "1.x",
                              "x."
                              "0193a1b2-0000-7000-8000-0000000000c1"})
        EXPECT_FALSE(place_in(wrong)) << wrong;
}

TEST(DataRequest, StandsBeforeTheLaterOnesAndBeforeWhatIsAnswered) {
    auto soon = a_request();
    auto later = make_data_request({}, {}, Right::object, "", request_time + 48h);
    auto first_answered = *answered(soon, DataOutcome::refused, "", request_time);
    auto last_answered = *answered(later, DataOutcome::refused, "", request_time + 1h);
    EXPECT_LT(place_of(soon), place_of(later));
    EXPECT_LT(place_of(later), place_of(last_answered));
    EXPECT_LT(place_of(last_answered), place_of(first_answered));
}

} // namespace
} // namespace resuelve::customers
