#pragma once

#include "adapters/rabbitmq/address.hpp"
#include "adapters/rabbitmq/message.hpp"

#include <amqp.h>

#include <chrono>
#include <memory>
#include <optional>
#include <variant>

namespace resuelve::rabbitmq {

/// The broker cannot be reached, or not any more. To be tried again.
class ConnectionLost final : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The broker closed the channel because of what was asked on it: 403 no right, 404 no such thing, 406 not so. The
/// channel has to be opened again.
class ChannelClosed final : public std::runtime_error {
public:
    ChannelClosed(int code, const std::string& text) : std::runtime_error{text}, code_{code} {}
    int code() const { return code_; }

private:
    int code_;
};

/// The broker has (or has not) durably taken the message with this number, or all up to it.
struct Confirmed {
    std::uint64_t tag = 0;
    bool multiple = false;
    bool taken = true;
};
/// No queue took a mandatory message; its confirmation follows.
struct Returned {
    Message message;
};
/// The queue that was consumed is gone.
struct Cancelled {
    std::string consumer_tag;
};
using Incoming = std::variant<Delivery, Confirmed, Returned, Cancelled>;

/// One connection to a broker, used by one thread. Every call blocks, but none longer than its deadline or, on a dead
/// network, the heartbeats.
class Connection {
public:
    static constexpr std::chrono::seconds heartbeat{10};
    static constexpr std::chrono::seconds connect_time{3};
    static constexpr std::chrono::seconds call_time{10};

    /// Connects to the first of the nodes that can be reached, and signs in. `name` is what the operator sees of us in
    /// the broker's lists. Throws BrokerRefused, or ConnectionLost if none can.
    Connection(const Address& address, const std::string& name);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Ends politely: what was sent before has reached the broker then, if it still listens.
    void close() noexcept;

    void open_channel(std::uint16_t channel);
    void close_channel(std::uint16_t channel);
    /// After ChannelClosed.
    void reopen_channel(std::uint16_t channel);
    void send(std::uint16_t channel, const Message& message);
    /// Acknowledges a delivery and all before it on its channel.
    void acknowledge_up_to(std::uint16_t channel, std::uint64_t tag);

    /// What has arrived; nothing if that is all for now. Sends heartbeats. Throws ConnectionLost or ChannelClosed.
    std::optional<Incoming> next();
    /// Until something arrives, or can be read from `wake`, or the time is over.
    void wait(int wake, std::chrono::milliseconds time);

    /// The rest of a message whose beginning was read.
    Message read_message(std::uint16_t channel);

    /// The broker accepts no messages now: an alarm for its memory or disk.
    bool is_blocked() const { return blocked_; }

    /// For calls of the library. `check` throws for an answer that is an error; `doing` is a part of the message.
    amqp_connection_state_t state() const { return state_.get(); }
    void check(const amqp_rpc_reply_t& reply, std::string_view doing);
    void check(int status, std::string_view doing);

private:
    struct Destroy {
        void operator()(amqp_connection_state_t state) const { amqp_destroy_connection(state); }
    };

    void connect(const Address& address, const Node& node, const std::string& name);
    void open_socket(const Address& address, const Node& node);
    void sign_in(const Address& address, const Node& node, const std::string& name);
    void limit_waiting_to_send() const;

    std::optional<Incoming> understood(const amqp_frame_t& frame);

    std::unique_ptr<amqp_connection_state_t_, Destroy> state_;
    bool blocked_ = false;
};

/// Bytes of the library and back. The text must live as long as they do.
inline amqp_bytes_t bytes(std::string_view text) {
    return {.len = text.size(), .bytes = const_cast<char*>(text.data())};
}
inline std::string text(const amqp_bytes_t& bytes) {
    return bytes.len == 0 ? std::string{} : std::string{static_cast<const char*>(bytes.bytes), bytes.len};
}

} // namespace resuelve::rabbitmq
