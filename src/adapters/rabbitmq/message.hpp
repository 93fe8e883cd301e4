#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace resuelve::rabbitmq {

/// A message on its way to the broker, or from it.
struct Message {
    std::string exchange; ///< empty: straight to the queue that `key` names
    std::string key;
    std::string id;   ///< of the event, if it is one
    std::string type; ///< of the event, if it is one
    std::string body;
    boost::json::object headers{}; ///< texts and integers; others of the broker's are left out
    bool durable = true;
    bool mandatory = true; ///< comes back if no queue takes it
};

/// A message that waits to be acknowledged.
struct Delivery {
    Message message;
    std::uint16_t channel = 0;
    std::uint64_t tag = 0;
    bool redelivered = false; ///< somebody had it before, and did not acknowledge it
};

/// What we write into the headers of messages that failed.
namespace header {
inline constexpr std::string_view attempts = "resuelve-attempts"; ///< how often it was tried so far
inline constexpr std::string_view reason = "resuelve-reason";     ///< why the last attempt failed
inline constexpr std::string_view died_at = "resuelve-died-at";   ///< RFC 3339; of dead letters
inline constexpr std::string_view replayed = "resuelve-replayed"; ///< 1: begin counting anew
} // namespace header

inline std::string text_header(const Message& message, std::string_view name) {
    const auto* value = message.headers.if_contains(name);
    return value && value->is_string() ? std::string{std::string_view{value->get_string()}} : std::string{};
}

inline std::int64_t number_header(const Message& message, std::string_view name) {
    const auto* value = message.headers.if_contains(name);
    return value && value->is_int64() ? value->get_int64() : 0;
}

} // namespace resuelve::rabbitmq
