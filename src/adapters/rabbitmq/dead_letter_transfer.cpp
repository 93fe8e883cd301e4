#include "adapters/rabbitmq/dead_letter_transfer.hpp"

#include "adapters/rabbitmq/receiver.hpp"
#include "platform/async/run.hpp"

#include <algorithm>
#include <stdexcept>

namespace resuelve::rabbitmq {
namespace {

constexpr std::uint16_t channel = 1;
constexpr std::chrono::seconds confirm_time{5};
const std::string connection_name = "resuelve transfer";

Topology topology_of(std::vector<Interest> everybody) {
    const DeliverySettings usual;
    return {.prefix = {},
            .own = std::move(everybody),
            .others = {},
            .delays = delays_of(usual.back_off, usual.max_attempts)};
}

/// Closes what it opened.
class Channel {
public:
    explicit Channel(const Address& address) : connection_{address, connection_name} {
        connection_.open_channel(channel);
    }
    ~Channel() { connection_.close(); }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    Connection& connection() { return connection_; }

private:
    Connection connection_;
};

void await_confirmation(Connection& connection) {
    const auto deadline = std::chrono::steady_clock::now() + confirm_time;
    bool returned = false;
    while (std::chrono::steady_clock::now() < deadline) {
        auto incoming = connection.next();
        if (!incoming) {
            connection.wait(-1, std::chrono::milliseconds{100});
            continue;
        }
        returned |= std::holds_alternative<Returned>(*incoming);
        if (const auto* confirmed = std::get_if<Confirmed>(&*incoming)) {
            if (confirmed->taken && !returned) return;
            break;
        }
    }
    throw std::runtime_error{"RabbitMQ did not take a dead letter"};
}

} // namespace

DeadLetterTransfer::DeadLetterTransfer(const std::string& uri, std::vector<Interest> everybody) :
    address_{Address::parse(uri)}, topology_{topology_of(std::move(everybody))}, letters_{address_, topology_} {}

std::string DeadLetterTransfer::queue_with_events() {
    Channel open{address_};
    declare_exchanges(open.connection(), channel, topology_);
    for (const auto& [queue, events] : declare_own(open.connection(), channel, topology_))
        if (events > 0 && !queue.ends_with(".dead")) return queue;
    return {};
}

std::vector<events::DeadLetter> DeadLetterTransfer::list() {
    auto letters = run(letters_.list());
    for (const auto& interest : topology_.own)
        if (std::ranges::count(letters, interest.consumer, &events::DeadLetter::consumer) >=
            static_cast<std::ptrdiff_t>(DeadLetters::most))
            throw std::runtime_error{interest.consumer + " has more dead letters than can be looked at: replay or "
                                                         "remove some"};
    return letters;
}

void DeadLetterTransfer::put(const events::DeadLetter& letter) {
    SystemRandom random;
    Channel open{address_};
    auto& connection = open.connection();
    declare_exchanges(connection, channel, topology_);
    declare_own(connection, channel, topology_);
    amqp_confirm_select(connection.state(), channel);
    connection.check(amqp_get_rpc_reply(connection.state()), "asking for confirmations");
    connection.send(channel, dead(message_of(letter.event, {}, true, true), topology_.dead_queue(letter.consumer),
                                  letter.attempts, letter.reason, letter.died_at, random));
    await_confirmation(connection);
}

} // namespace resuelve::rabbitmq
