#include "adapters/rabbitmq/dead_letters.hpp"

#include "adapters/rabbitmq/fields.hpp"
#include "platform/http/problem.hpp"

#include <poll.h>

#include <thread>

namespace resuelve::rabbitmq {
namespace {

constexpr std::uint16_t channel = 1;
constexpr std::chrono::seconds lock_time{5};
constexpr std::chrono::milliseconds lock_pause{50};
constexpr std::chrono::seconds confirm_time{5};

/// What somebody outside asks for must not reach any queue of the broker.
bool is_name(std::string_view consumer) {
    return !consumer.empty() && consumer.size() <= 64 &&
           consumer.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

Problem unavailable(std::string_view why) {
    return Problem{Problem::unavailable, fmt::format("the dead letters cannot be looked at: {}", why)};
}

} // namespace

/// One look into one consumer's queue, on a connection of its own: what it holds goes back when it ends.
class DeadLetters::Look {
public:
    Look(const Address& address, const Topology& topology, std::string consumer) :
        connection_{address, "resuelve dead letters"}, queue_{topology.dead_queue(consumer)},
        back_to_{topology.queue(consumer)}, exists_{true} {
        connection_.open_channel(channel);
        lock();
        exists_ = exists();
        amqp_confirm_select(connection_.state(), channel);
        connection_.check(amqp_get_rpc_reply(connection_.state()), "asking for confirmations");
    }
    ~Look() { connection_.close(); }
    Look(const Look&) = delete;
    Look& operator=(const Look&) = delete;

    /// The next one, oldest first.
    std::optional<Delivery> next() {
        if (!exists_) return std::nullopt;
        const auto reply = amqp_basic_get(connection_.state(), channel, bytes(queue_), false);
        connection_.check(reply, "reading the queue " + queue_);
        if (reply.reply.id == AMQP_BASIC_GET_EMPTY_METHOD) return std::nullopt;
        const auto tag = static_cast<amqp_basic_get_ok_t*>(reply.reply.decoded)->delivery_tag;
        return Delivery{.message = connection_.read_message(channel), .channel = channel, .tag = tag};
    }

    /// Durably to the consumer again; only then it is no dead letter any more.
    void put_back(const Delivery& letter) {
        auto message = letter.message;
        message.key = back_to_;
        message.headers = {{header::replayed, 1}};
        connection_.send(channel, message);
        await_confirmation();
        connection_.check(amqp_basic_ack(connection_.state(), channel, letter.tag, false), "acknowledging");
    }

    /// Lets go of what was read, in time for whoever looks next.
    void end() {
        connection_.check(amqp_basic_nack(connection_.state(), channel, 0, true, true), "giving back");
        exists();
    }

private:
    /// A queue that nobody else can have at the same time, and that ends with us.
    void lock() {
        const auto name = queue_ + ".lock";
        const auto deadline = std::chrono::steady_clock::now() + lock_time;
        for (;;) {
            amqp_queue_declare(connection_.state(), channel, bytes(name), false, false, true, true, amqp_empty_table);
            try {
                connection_.check(amqp_get_rpc_reply(connection_.state()), "locking " + queue_);
                return;
            } catch (const ChannelClosed& closed) {
                if (closed.code() != AMQP_RESOURCE_LOCKED) throw;
                if (std::chrono::steady_clock::now() > deadline) throw unavailable("somebody else looks at them");
            }
            std::this_thread::sleep_for(lock_pause);
            connection_.reopen_channel(channel);
        }
    }

    bool exists() {
        amqp_queue_declare(connection_.state(), channel, bytes(queue_), true, true, false, false, amqp_empty_table);
        try {
            connection_.check(amqp_get_rpc_reply(connection_.state()), "looking for the queue " + queue_);
            return true;
        } catch (const ChannelClosed& closed) {
            if (closed.code() != AMQP_NOT_FOUND) throw;
        }
        connection_.reopen_channel(channel);
        return false;
    }

    void await_confirmation() {
        const auto deadline = std::chrono::steady_clock::now() + confirm_time;
        bool returned = false;
        while (std::chrono::steady_clock::now() < deadline && !connection_.is_blocked()) {
            auto incoming = connection_.next();
            if (!incoming) {
                connection_.wait(-1, std::chrono::milliseconds{100});
                continue;
            }
            if (std::holds_alternative<Returned>(*incoming)) returned = true;
            if (const auto* confirmed = std::get_if<Confirmed>(&*incoming)) {
                if (confirmed->taken && !returned) return;
                throw unavailable("the consumer's queue did not take it");
            }
        }
        throw unavailable("the broker takes no events now");
    }

    Connection connection_;
    const std::string queue_;
    const std::string back_to_;
    bool exists_;
};

awaitable<std::vector<events::DeadLetter>> DeadLetters::list() {
    return pool_.run([this] {
        std::vector<events::DeadLetter> letters;
        try {
            for (const auto& interest : topology_.all()) {
                Look look{address_, topology_, interest.consumer};
                for (std::size_t n = 0; n < most; ++n) {
                    const auto letter = look.next();
                    if (!letter) break;
                    letters.push_back(dead_letter(letter->message, interest.consumer));
                }
                look.end();
            }
        } catch (const std::runtime_error& lost) {
            throw unavailable(lost.what());
        }
        return letters;
    });
}

awaitable<bool> DeadLetters::replay(std::string consumer, events::EventId event) {
    return pool_.run([this, consumer = std::move(consumer), event] {
        if (!is_name(consumer)) return false;
        try {
            Look look{address_, topology_, consumer};
            bool found = false;
            while (auto letter = look.next()) {
                if (dead_letter(letter->message, consumer).event.id != event) continue;
                look.put_back(*letter);
                found = true;
                break;
            }
            look.end();
            return found;
        } catch (const std::runtime_error& lost) {
            throw unavailable(lost.what());
        }
    });
}

} // namespace resuelve::rabbitmq
