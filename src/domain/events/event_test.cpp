#include "domain/events/event.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace resuelve::events {
namespace {

Event an_event() {
    return {.id = *EventId::parse("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a"),
            .type = "incident.registered",
            .source = "/resuelve/intake",
            .subject = *Uuid::parse("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0b"),
            .version = 7,
            .time = *parse_rfc3339("2026-11-27T17:00:00.123Z"),
            .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            .data = {{"reference", "7K3M-9QXR-4T2D"}}};
}

std::string fault_of(const boost::json::value& json) {
    try {
        from_cloud_event(json);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "none";
}

TEST(CloudEvent, HasTheAttributesOfTheStructuredMode) {
    EXPECT_EQ(boost::json::serialize(to_cloud_event(an_event())),
              R"({"specversion":"1.0","id":"018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a","type":"incident.registered",)"
              R"("source":"/resuelve/intake","subject":"018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0b",)"
              R"("time":"2026-11-27T17:00:00.123Z","entityversion":7,"datacontenttype":"application/json",)"
              R"("traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",)"
              R"("data":{"reference":"7K3M-9QXR-4T2D"}})");
}

TEST(CloudEvent, ToleratesAttributesThatItDoesNotKnow) {
    auto json = to_cloud_event(an_event());
    json["partitionkey"] = "es";
    json["tracestate"] = 7;
    EXPECT_EQ(from_cloud_event(json).id, an_event().id);
}

TEST(CloudEvent, NamesTheAttributeThatIsMissing) {
    for (const auto* attribute : {"specversion", "id", "type", "source", "subject", "time", "entityversion", "data"}) {
        auto json = to_cloud_event(an_event());
        json.erase(attribute);
        EXPECT_EQ(fault_of(json), fmt::format("{} is missing", attribute));
    }
}

TEST(CloudEvent, NamesTheAttributeThatIsWrong) {
    const std::vector<std::pair<std::string, boost::json::value>> wrong{{"specversion", "0.3"},
                                                                        {"id", "seven"},
                                                                        {"type", ""},
                                                                        {"source", 7},
                                                                        {"subject", nullptr},
                                                                        {"time", "yesterday"},
                                                                        {"entityversion", -1},
                                                                        {"entityversion", "7"},
                                                                        {"datacontenttype", "text/xml"},
                                                                        {"data", "text"},
                                                                        {"traceparent", boost::json::array{}}};
    for (const auto& [attribute, value] : wrong) {
        auto json = to_cloud_event(an_event());
        json[attribute] = value;
        EXPECT_TRUE(fault_of(json).starts_with(attribute)) << attribute << ": " << fault_of(json);
    }
    EXPECT_EQ(fault_of(boost::json::array{}), "event is not an object");
}

Uuid some_uuid() {
    Uuid uuid;
    for (auto& byte : uuid.bytes)
        byte = *rc::gen::arbitrary<std::uint8_t>();
    return uuid;
}

std::string some_text() {
    return *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)));
}

RC_GTEST_PROP(CloudEvent, IsReadBackAsItWasWritten, ()) {
    Event event{.id = EventId{some_uuid()}, .subject = some_uuid()};
    event.type = some_text();
    event.source = some_text();
    event.version = *rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 53);
    event.time = Instant{std::chrono::milliseconds{*rc::gen::inRange<std::int64_t>(0, 253402300799999)}};
    if (*rc::gen::arbitrary<bool>()) event.traceparent = some_text();
    for (const auto& key : *rc::gen::arbitrary<std::vector<std::uint8_t>>())
        event.data[std::to_string(key)] = some_text();

    const auto read = from_cloud_event(boost::json::parse(boost::json::serialize(to_cloud_event(event))));
    RC_ASSERT(read.id == event.id);
    RC_ASSERT(read.type == event.type);
    RC_ASSERT(read.source == event.source);
    RC_ASSERT(read.subject == event.subject);
    RC_ASSERT(read.version == event.version);
    RC_ASSERT(read.time == event.time);
    RC_ASSERT(read.traceparent == event.traceparent);
    RC_ASSERT(read.data == event.data);
}

} // namespace
} // namespace resuelve::events
