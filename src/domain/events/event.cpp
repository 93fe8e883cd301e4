#include "domain/events/event.hpp"

#include "platform/json/text.hpp"

#include <boost/json/value.hpp>

#include <stdexcept>

namespace resuelve::events {
namespace {

[[noreturn]] void refuse(std::string_view attribute, std::string_view why) {
    throw std::invalid_argument{fmt::format("{} {}", attribute, why)};
}

const boost::json::value& member(const boost::json::object& object, std::string_view attribute) {
    const auto* found = object.if_contains(attribute);
    if (!found) refuse(attribute, "is missing");
    return *found;
}

/// CloudEvents forbids empty attributes.
std::string text(const boost::json::object& object, std::string_view attribute) {
    const auto* value = member(object, attribute).if_string();
    if (!value || value->empty()) refuse(attribute, "is not a text");
    if (!text::is_utf8(*value)) refuse(attribute, "is not UTF-8");
    return std::string{*value};
}

Uuid uuid(const boost::json::object& object, std::string_view attribute) {
    const auto found = Uuid::parse(text(object, attribute));
    if (!found) refuse(attribute, "is not a UUID");
    return *found;
}

std::int64_t version(const boost::json::object& object) {
    const auto& value = member(object, "entityversion");
    if (const auto* number = value.if_int64(); number && *number >= 0) return *number;
    refuse("entityversion", "is not a number from 0");
}

} // namespace

boost::json::object to_cloud_event(const Event& event) {
    boost::json::object json;
    json.reserve(10);
    json.emplace("specversion", "1.0");
    json.emplace("id", event.id.to_string());
    json.emplace("type", event.type);
    json.emplace("source", event.source);
    json.emplace("subject", event.subject.to_string());
    json.emplace("time", to_rfc3339(event.time));
    json.emplace("entityversion", event.version);
    json.emplace("datacontenttype", "application/json");
    if (!event.traceparent.empty()) json.emplace("traceparent", event.traceparent);
    json.emplace("data", event.data);
    return json;
}

Event from_cloud_event(const boost::json::value& json) {
    const auto* object = json.if_object();
    if (!object) refuse("event", "is not an object");
    if (text(*object, "specversion") != "1.0") refuse("specversion", "is not 1.0");
    // The data may be of another type only if it says so (CloudEvents JSON format §3.1).
    if (object->contains("datacontenttype") && text(*object, "datacontenttype") != "application/json")
        refuse("datacontenttype", "is not application/json");
    const auto time = parse_rfc3339(text(*object, "time"));
    if (!time) refuse("time", "is not RFC 3339");
    const auto* data = member(*object, "data").if_object();
    if (!data) refuse("data", "is not an object");
    return {.id = EventId{uuid(*object, "id")},
            .type = text(*object, "type"),
            .source = text(*object, "source"),
            .subject = uuid(*object, "subject"),
            .version = version(*object),
            .time = *time,
            .traceparent = object->contains("traceparent") ? text(*object, "traceparent") : std::string{},
            .data = *data};
}

} // namespace resuelve::events
