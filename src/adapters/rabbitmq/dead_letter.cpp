#include "adapters/rabbitmq/dead_letter.hpp"

#include "platform/json/parse.hpp"
#include "platform/json/text.hpp"

namespace resuelve::rabbitmq {
namespace {

constexpr std::size_t shown_bytes = 1000;

std::string beginning(const std::string& body) {
    auto shown = body.substr(0, shown_bytes);
    while (!shown.empty() && !text::is_utf8(shown) && body.size() - shown.size() < shown_bytes)
        shown.pop_back(); // cut within a character
    return text::is_utf8(shown) ? shown : fmt::format("{} bytes that are no text", body.size());
}

} // namespace

std::expected<events::Event, std::string> event_in(const Message& message) {
    try {
        return events::from_cloud_event(json::parse(message.body));
    } catch (const std::exception& error) {
        return std::unexpected{fmt::format("is no CloudEvents 1.0 event: {}", error.what())};
    }
}

Message message_of(const events::Event& event, std::string exchange, bool durable, bool mandatory) {
    return {.exchange = std::move(exchange),
            .key = event.type,
            .id = event.id.to_string(),
            .type = event.type,
            .body = boost::json::serialize(events::to_cloud_event(event)),
            .durable = durable,
            .mandatory = mandatory};
}

Message dead(Message message, std::string queue, int attempts, const std::string& reason, Instant now, Random& random) {
    message.exchange.clear();
    message.key = std::move(queue);
    if (!Uuid::parse(message.id)) message.id = Uuid::v7(now, random).to_string();
    message.headers = {{header::attempts, attempts}, {header::reason, reason}, {header::died_at, to_rfc3339(now)}};
    message.durable = message.mandatory = true;
    return message;
}

events::DeadLetter dead_letter(const Message& message, std::string consumer) {
    events::DeadLetter letter{.consumer = std::move(consumer),
                              .event = {},
                              .attempts = static_cast<int>(number_header(message, header::attempts)),
                              .reason = text_header(message, header::reason),
                              .died_at = parse_rfc3339(text_header(message, header::died_at)).value_or(Instant{})};
    if (auto event = event_in(message)) {
        letter.event = std::move(*event);
    } else {
        letter.event.id = events::EventId::parse(message.id).value_or(events::EventId{});
        letter.event.type = "message.unparsable";
        letter.event.source = "unknown";
        letter.event.time = letter.died_at;
        letter.event.data = {{"text", beginning(message.body)}};
        if (letter.reason.empty()) letter.reason = event.error();
    }
    return letter;
}

} // namespace resuelve::rabbitmq
