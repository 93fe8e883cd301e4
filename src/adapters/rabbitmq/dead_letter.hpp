#pragma once

#include "adapters/rabbitmq/message.hpp"
#include "domain/events/event_bus.hpp"

#include <expected>

namespace resuelve::rabbitmq {

/// The event that a message's body is, or why it is none.
std::expected<events::Event, std::string> event_in(const Message& message);

/// A message for each event: `durable` to the exchange of consumers, else to the one of listeners.
Message message_of(const events::Event& event, std::string exchange, bool durable, bool mandatory);

/// For a consumer's queue of dead letters. A message that is no event keeps its body, and gets an id if it has none.
Message dead(Message message, std::string queue, int attempts, const std::string& reason, Instant now, Random& random);

/// What is shown of a message in a queue of dead letters. One that is no event is shown as of the type
/// "message.unparsable", with the beginning of its text in the data.
events::DeadLetter dead_letter(const Message& message, std::string consumer);

} // namespace resuelve::rabbitmq
