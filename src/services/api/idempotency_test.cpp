#include "services/api/idempotency.hpp"
#include "services/api/testing.hpp"

#include <rapidcheck/gtest.h>

namespace resuelve::api {
namespace {

using namespace testing;

struct Sender {
    std::uint8_t account = 1;
    http::Method method = http::Method::post;
    std::string path = "incidents";
    std::string key = "key";
};

IdempotencyKey key_of(const Sender& sender, std::string body = {}) {
    http::Request http;
    http.method = sender.method;
    http.segments = {sender.path};
    http.headers.add("idempotency-key", sender.key);
    http.body = std::move(body);
    return IdempotencyKey::of(
        Request{http, an_actor(access::Role::customer, uuid(sender.account), ""), access::Reach::own});
}

RC_GTEST_PROP(IdempotencyKey, CountsForOneSenderMethodPathAndKeyOnly, ()) {
    const auto visible = rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('!', '~')));
    const auto any = [&] {
        return Sender{*rc::gen::inRange<std::uint8_t>(1, 3), *rc::gen::element(http::Method::post, http::Method::patch),
                      *rc::gen::element<std::string>("a", "a b", "a%20b"), *visible};
    };
    const auto one = any();
    auto other = any();
    if (*rc::gen::arbitrary<bool>()) other.key = one.key;
    const bool same =
        one.account == other.account && one.method == other.method && one.path == other.path && one.key == other.key;
    RC_ASSERT((key_of(one).value() == key_of(other).value()) == same);
}

TEST(IdempotencyKey, IsAbsentWithoutTheHeader) {
    http::Request http;
    const auto key = IdempotencyKey::of(Request{http, ana(), access::Reach::own});
    EXPECT_FALSE(key.given());
    EXPECT_EQ(key.record({}, filing_time), std::nullopt);
}

TEST(IdempotencyKey, GivesBackWhatWasRecordedForTheSameBodyOnly) {
    TestShop shop;
    const auto key = key_of({}, "body");
    auto recorded = key.record({.status = 201, .location = "/there", .etag = "\"1\"", .body = "{}"}, filing_time);
    run(shop.incidents.commit({}, recorded));
    const auto again = run(key_of({}, "body").replay(shop.incidents));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->status, 201U);
    EXPECT_EQ(again->headers.find("location"), "/there");
    EXPECT_EQ(again->headers.find("etag"), "\"1\"");
    EXPECT_THROW(run(key_of({}, "other").replay(shop.incidents)), Problem);
}

} // namespace
} // namespace resuelve::api
