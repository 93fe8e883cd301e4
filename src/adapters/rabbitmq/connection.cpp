#include "adapters/rabbitmq/connection.hpp"

#include "adapters/rabbitmq/fields.hpp"

#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace resuelve::rabbitmq {
namespace {

/// With less than 3.10, quorum queues have no TTL: there is no delayed retry.
constexpr std::pair oldest_version{3, 10};

timeval time_value(std::chrono::milliseconds time) {
    return {.tv_sec = time.count() / 1000, .tv_usec = time.count() % 1000 * 1000};
}

std::string version_of(amqp_connection_state_t state) {
    const auto properties = to_json(*amqp_get_server_properties(state));
    const auto* found = properties.if_contains("version");
    return found && found->is_string() ? std::string{std::string_view{found->get_string()}} : std::string{};
}

bool is_too_old(const std::string& version) {
    int major = 0;
    int minor = 0;
    if (std::sscanf(version.c_str(), "%d.%d", &major, &minor) != 2) return false; // unknown: let it show
    return std::pair{major, minor} < oldest_version;
}

/// Of an attempt to connect: whether the node proved who it is.
void require_trusted(int status, const Address& address, const Node& node) {
    if (status == AMQP_STATUS_SSL_PEER_VERIFY_FAILED)
        throw BrokerRefused{fmt::format("nobody in {} vouches for the certificate of {}, or its time is over",
                                        address.authorities, address.to_string(node)),
                            BrokerRefused::settings};
    if (status == AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED)
        throw BrokerRefused{
            fmt::format("the certificate of {} is not for the name {}", address.to_string(node), node.host),
            BrokerRefused::settings};
}

} // namespace

Connection::Connection(const Address& address, const std::string& name) {
    std::string failures;
    for (const auto& node : address.nodes) {
        try {
            connect(address, node, name);
            return;
        } catch (const ConnectionLost& lost) {
            failures += fmt::format("{}{}", failures.empty() ? "" : "; ", lost.what());
        }
    }
    throw ConnectionLost{failures};
}

void Connection::connect(const Address& address, const Node& node, const std::string& name) {
    state_.reset(amqp_new_connection());
    if (!state_) throw std::bad_alloc{};
    open_socket(address, node);
    limit_waiting_to_send();
    sign_in(address, node, name);
    if (const auto version = version_of(state()); is_too_old(version))
        throw BrokerRefused{fmt::format("RabbitMQ {} at {} is too old: 3.10 or later is needed for quorum queues with "
                                        "delays",
                                        version, address.to_string(node)),
                            BrokerRefused::unsuitable};
}

void Connection::open_socket(const Address& address, const Node& node) {
    auto* socket = address.tls ? amqp_ssl_socket_new(state()) : amqp_tcp_socket_new(state());
    if (!socket) throw std::bad_alloc{};
    if (address.tls && amqp_ssl_socket_set_cacert(socket, address.authorities.c_str()) != AMQP_STATUS_OK)
        throw BrokerRefused{fmt::format("{} has no certificates that can be read", address.authorities),
                            BrokerRefused::settings};
    const auto time = time_value(connect_time);
    const int status = amqp_socket_open_noblock(socket, node.host.c_str(), node.port, &time);
    require_trusted(status, address, node);
    if (status != AMQP_STATUS_OK)
        throw ConnectionLost{
            fmt::format("no connection to {}: {}", address.to_string(node), amqp_error_string2(status))};
    const auto call = time_value(call_time);
    amqp_set_handshake_timeout(state(), &call);
    amqp_set_rpc_timeout(state(), &call);
}

/// The library's sends wait for ever, e.g. on a broker that does not read, or on a cut network.
void Connection::limit_waiting_to_send() const {
    const auto milliseconds = static_cast<unsigned>(std::chrono::milliseconds{2 * heartbeat}.count());
    setsockopt(amqp_get_sockfd(state()), IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
}

void Connection::sign_in(const Address& address, const Node& node, const std::string& name) {
    Fields can;
    for (const auto* capability : {"authentication_failure_close", "connection.blocked", "consumer_cancel_notify",
                                   "basic.nack", "publisher_confirms"})
        can.add(capability, true);
    Fields we;
    we.add("product", "Resuelve");
    we.add("connection_name", name);
    we.add("capabilities", can);
    const auto properties = we.table();
    const auto reply =
        amqp_login_with_properties(state(), address.vhost.c_str(), AMQP_DEFAULT_MAX_CHANNELS, AMQP_DEFAULT_FRAME_SIZE,
                                   static_cast<int>(heartbeat.count()), &properties, AMQP_SASL_METHOD_PLAIN,
                                   address.user.c_str(), address.password.c_str());
    if (reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION && reply.reply.id == AMQP_CONNECTION_CLOSE_METHOD) {
        const auto* close = static_cast<amqp_connection_close_t*>(reply.reply.decoded);
        const bool for_good = close->reply_code == AMQP_ACCESS_REFUSED || close->reply_code == AMQP_NOT_ALLOWED;
        auto message = fmt::format("{} refuses {}: {}", node.host, address.to_string(node), text(close->reply_text));
        if (for_good) throw BrokerRefused{message};
        throw ConnectionLost{message};
    }
    check(reply, "signing in at " + address.to_string(node));
}

void Connection::close() noexcept {
    amqp_connection_close(state(), AMQP_REPLY_SUCCESS);
}

void Connection::check(int status, std::string_view doing) {
    if (status != AMQP_STATUS_OK) throw ConnectionLost{fmt::format("{}: {}", doing, amqp_error_string2(status))};
}

void Connection::check(const amqp_rpc_reply_t& reply, std::string_view doing) {
    if (reply.reply_type == AMQP_RESPONSE_NORMAL) return;
    if (reply.reply_type != AMQP_RESPONSE_SERVER_EXCEPTION)
        throw ConnectionLost{fmt::format("{}: {}", doing, amqp_error_string2(reply.library_error))};
    if (reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD) {
        const auto* close = static_cast<amqp_channel_close_t*>(reply.reply.decoded);
        throw ChannelClosed{close->reply_code, fmt::format("{}: {}", doing, text(close->reply_text))};
    }
    if (reply.reply.id == AMQP_CONNECTION_CLOSE_METHOD) {
        const auto* close = static_cast<amqp_connection_close_t*>(reply.reply.decoded);
        throw ConnectionLost{fmt::format("{}: {}", doing, text(close->reply_text))};
    }
    throw ConnectionLost{fmt::format("{}: unexpected answer", doing)};
}

void Connection::open_channel(std::uint16_t channel) {
    amqp_channel_open(state(), channel);
    check(amqp_get_rpc_reply(state()), "opening a channel");
}

void Connection::close_channel(std::uint16_t channel) {
    check(amqp_channel_close(state(), channel, AMQP_REPLY_SUCCESS), "closing a channel");
}

void Connection::reopen_channel(std::uint16_t channel) {
    amqp_channel_close_ok_t heard{};
    check(amqp_send_method(state(), channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &heard), "closing a channel");
    open_channel(channel);
}

void Connection::send(std::uint16_t channel, const Message& message) {
    const Fields headers{message.headers};
    amqp_basic_properties_t properties{};
    properties._flags =
        AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_HEADERS_FLAG | AMQP_BASIC_APP_ID_FLAG;
    properties.content_type = amqp_cstring_bytes("application/cloudevents+json");
    properties.delivery_mode = message.durable ? AMQP_DELIVERY_PERSISTENT : AMQP_DELIVERY_NONPERSISTENT;
    properties.headers = headers.table();
    properties.app_id = amqp_cstring_bytes("resuelve");
    if (!message.id.empty()) {
        properties._flags |= AMQP_BASIC_MESSAGE_ID_FLAG;
        properties.message_id = bytes(message.id);
    }
    if (!message.type.empty()) {
        properties._flags |= AMQP_BASIC_TYPE_FLAG;
        properties.type = bytes(message.type);
    }
    check(amqp_basic_publish(state(), channel, bytes(message.exchange), bytes(message.key), message.mandatory, false,
                             &properties, bytes(message.body)),
          "publishing");
}

void Connection::acknowledge_up_to(std::uint16_t channel, std::uint64_t tag) {
    check(amqp_basic_ack(state(), channel, tag, true), "acknowledging");
}

Message Connection::read_message(std::uint16_t channel) {
    amqp_message_t raw{};
    check(amqp_read_message(state(), channel, &raw, 0), "reading a message");
    const std::unique_ptr<amqp_message_t, decltype(&amqp_destroy_message)> owner{&raw, amqp_destroy_message};
    const auto has = [&raw](amqp_flags_t flag) { return (raw.properties._flags & flag) != 0; };
    Message message;
    message.body = text(raw.body);
    if (has(AMQP_BASIC_MESSAGE_ID_FLAG)) message.id = text(raw.properties.message_id);
    if (has(AMQP_BASIC_TYPE_FLAG)) message.type = text(raw.properties.type);
    if (has(AMQP_BASIC_HEADERS_FLAG)) message.headers = to_json(raw.properties.headers);
    return message;
}

std::optional<Incoming> Connection::next() {
    for (;;) {
        amqp_maybe_release_buffers(state());
        amqp_frame_t frame{};
        const timeval now{};
        const int status = amqp_simple_wait_frame_noblock(state(), &frame, &now);
        if (status == AMQP_STATUS_TIMEOUT) return std::nullopt;
        check(status, "reading");
        if (frame.frame_type != AMQP_FRAME_METHOD) continue;
        if (auto incoming = understood(frame)) return incoming;
    }
}

std::optional<Incoming> Connection::understood(const amqp_frame_t& frame) {
    const auto& method = frame.payload.method;
    switch (method.id) {
    case AMQP_BASIC_DELIVER_METHOD: {
        const auto* deliver = static_cast<amqp_basic_deliver_t*>(method.decoded);
        Delivery delivery{.message = {},
                          .channel = frame.channel,
                          .tag = deliver->delivery_tag,
                          .redelivered = deliver->redelivered != 0};
        delivery.message = read_message(frame.channel);
        return delivery;
    }
    case AMQP_BASIC_ACK_METHOD: {
        const auto* ack = static_cast<amqp_basic_ack_t*>(method.decoded);
        return Confirmed{ack->delivery_tag, ack->multiple != 0, true};
    }
    case AMQP_BASIC_NACK_METHOD: {
        const auto* nack = static_cast<amqp_basic_nack_t*>(method.decoded);
        return Confirmed{nack->delivery_tag, nack->multiple != 0, false};
    }
    case AMQP_BASIC_RETURN_METHOD: {
        const auto* back = static_cast<amqp_basic_return_t*>(method.decoded);
        auto exchange = text(back->exchange);
        auto key = text(back->routing_key);
        Returned returned{read_message(frame.channel)};
        returned.message.exchange = std::move(exchange);
        returned.message.key = std::move(key);
        return returned;
    }
    case AMQP_BASIC_CANCEL_METHOD:
        return Cancelled{text(static_cast<amqp_basic_cancel_t*>(method.decoded)->consumer_tag)};
    case AMQP_CONNECTION_BLOCKED_METHOD:
        blocked_ = true;
        return std::nullopt;
    case AMQP_CONNECTION_UNBLOCKED_METHOD:
        blocked_ = false;
        return std::nullopt;
    case AMQP_CHANNEL_CLOSE_METHOD: {
        const auto* close = static_cast<amqp_channel_close_t*>(method.decoded);
        throw ChannelClosed{close->reply_code, text(close->reply_text)};
    }
    case AMQP_CONNECTION_CLOSE_METHOD:
        throw ConnectionLost{text(static_cast<amqp_connection_close_t*>(method.decoded)->reply_text)};
    default:
        return std::nullopt;
    }
}

void Connection::wait(int wake, std::chrono::milliseconds time) {
    std::array<pollfd, 2> either{{{amqp_get_sockfd(state()), POLLIN, 0}, {wake, POLLIN, 0}}};
    poll(either.data(), either.size(), static_cast<int>(time.count()));
}

} // namespace resuelve::rabbitmq
