#include "adapters/rabbitmq/receiver.hpp"

#include <poll.h>

namespace resuelve::rabbitmq {
namespace {

constexpr std::uint16_t topology_channel = 1;
constexpr std::uint16_t live_channel = 2;
/// Each consumer has two in turn: on the one that it has left something may still be on its way.
constexpr std::uint16_t first_consumer_channel = 3;
constexpr std::chrono::milliseconds tick{1000};
constexpr std::chrono::milliseconds stopping_tick{20};

void consume(Connection& connection, std::uint16_t channel, const std::string& queue, bool acknowledged) {
    amqp_basic_consume(connection.state(), channel, bytes(queue), bytes(queue), false, !acknowledged, false,
                       amqp_empty_table);
    try {
        connection.check(amqp_get_rpc_reply(connection.state()), "consuming the queue " + queue);
    } catch (const ChannelClosed& closed) {
        if (closed.code() != AMQP_ACCESS_REFUSED) throw;
        throw BrokerRefused{fmt::format("the broker's user lacks a right: {}", closed.what())};
    }
}

} // namespace

Receiver::Receiver(Address address, Random& random, Settings settings, const Topology& topology,
                   std::vector<std::shared_ptr<Consumer>> consumers) :
    address_{std::move(address)}, settings_{std::move(settings)}, topology_{topology}, consumers_{std::move(consumers)},
    reconnect_{settings_.reconnect, random}, thread_{[this] { run(); }} {}

Receiver::~Receiver() {
    ending_ = true;
    wake_.wake();
    thread_.join();
}

void Receiver::await_first_connection() {
    first_.get_future().get();
}

void Receiver::stop() {
    stopping_ = true;
    wake_.wake();
}

void Receiver::acknowledge(Place place) {
    {
        const std::lock_guard lock{mutex_};
        handled_.push_back(place);
    }
    wake_.wake();
}

Waiting Receiver::waiting() const {
    const std::lock_guard lock{mutex_};
    return waiting_;
}

void Receiver::run() {
    while (!is_over()) {
        std::string failure;
        try {
            receive();
        } catch (const BrokerRefused& refused) {
            failure = refused.what();
            if (!std::exchange(first_is_told_, true)) {
                first_.set_exception(std::current_exception());
                return;
            }
        } catch (const std::exception& lost) {
            failure = lost.what();
        }
        if (failure.empty()) break;
        if (settings_.report) settings_.report(fmt::format("receiving from the message broker: {}", failure));
        give_up_connection();
        if (!std::exchange(first_is_told_, true)) first_.set_value();
        pause();
    }
    if (!first_is_told_) first_.set_value();
    if (connection_) connection_->close();
}

bool Receiver::is_over() const {
    if (ending_) return true;
    return stopping_ && std::ranges::none_of(consumers_, [](const auto& consumer) { return consumer->is_running(); });
}

void Receiver::give_up_connection() {
    connected_ = false;
    connection_.reset();
    for (const auto& consumer : consumers_)
        consumer->connection_lost();
    {
        const std::lock_guard lock{mutex_};
        handled_.clear();
    }
    reconnect_.failed(std::chrono::steady_clock::now());
}

void Receiver::pause() {
    for (auto now = std::chrono::steady_clock::now(); !is_over() && !reconnect_.is_due(now);
         now = std::chrono::steady_clock::now()) {
        pollfd woken{wake_.descriptor(), POLLIN, 0};
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(reconnect_.next() - now);
        poll(&woken, 1, static_cast<int>(std::min(stopping_ ? stopping_tick : tick, rest).count()));
        wake_.clear();
    }
}

void Receiver::set_up() {
    connection_.emplace(address_, "resuelve receiver");
    ++connections_;
    connection_->open_channel(topology_channel);
    declare_exchanges(*connection_, topology_channel, topology_);
    declare_own(*connection_, topology_channel, topology_);
    if (!settings_.live_types.empty()) {
        connection_->open_channel(live_channel);
        consume(*connection_, live_channel,
                declare_live(*connection_, live_channel, topology_, settings_.live_name, settings_.live_types), false);
    }
    lines_.clear();
    for (auto channel = first_consumer_channel; const auto& consumer : consumers_) {
        lines_.push_back(begin_to_consume(consumer->name(), channel));
        channel += 2;
    }
    reconnect_.succeeded();
    connected_ = true;
    if (settings_.live_missed) settings_.live_missed();
    if (connections_ > 1) ++reconnects_;
    next_look_ = {};
}

Receiver::Line Receiver::begin_to_consume(const std::string& consumer, std::uint16_t channel) {
    connection_->open_channel(channel);
    amqp_basic_qos(connection_->state(), channel, 0, settings_.prefetch, false);
    connection_->check(amqp_get_rpc_reply(connection_->state()), "setting the prefetch");
    consume(*connection_, channel, topology_.queue(consumer), true);
    return {.channel = channel, .last_news = std::chrono::steady_clock::now()};
}

void Receiver::receive() {
    set_up();
    if (!std::exchange(first_is_told_, true)) first_.set_value();
    for (;;) {
        wake_.clear();
        const bool over = is_over(); // before the last acknowledgements are sent
        send_acknowledgements();
        if (over) return;
        if (take_what_is_there()) continue;
        look_at_queues();
        connection_->wait(wake_.descriptor(), stopping_ ? stopping_tick : tick);
    }
}

bool Receiver::take_what_is_there() {
    constexpr int at_once = 32; // then acknowledgements are looked at again
    for (int n = 0; n < at_once; ++n) {
        auto incoming = connection_->next();
        if (!incoming) return n > 0;
        if (auto* cancelled = std::get_if<Cancelled>(&*incoming))
            throw ConnectionLost{fmt::format("the queue {} was deleted, with what was in it", cancelled->consumer_tag)};
        if (auto* delivery = std::get_if<Delivery>(&*incoming)) take(std::move(*delivery));
    }
    return true;
}

void Receiver::take(Delivery delivery) {
    if (delivery.channel == live_channel) {
        if (!stopping_) settings_.live(std::move(delivery.message));
        return;
    }
    const auto line = std::ranges::find(lines_, delivery.channel, &Line::channel);
    if (line == lines_.end()) return; // its channel was closed meanwhile: it comes again
    line->delivered = delivery.tag;
    line->last_news = std::chrono::steady_clock::now();
    // Once it stops, what is not handled any more goes back to the queue with the connection.
    const auto number = static_cast<std::size_t>(line - lines_.begin());
    if (!stopping_) consumers_[number]->deliver(std::move(delivery), connections_);
}

/// When a queue was deleted and made again before the broker's channel looked, RabbitMQ (seen with 3.10) counts the
/// consumer as one of the new queue, gives it messages, and delivers none of them. It says nothing, so silence is all
/// there is to go by. Closing a channel that nothing is open on costs nothing, and gives back what was held there.
void Receiver::renew_silent_consumers(Time now) {
    for (std::size_t n = 0; n < lines_.size() && !stopping_; ++n) {
        const auto& line = lines_[n];
        if (line.settled != line.delivered || now < line.last_news + settings_.silence) continue;
        connection_->close_channel(line.channel);
        const auto first = static_cast<std::uint16_t>(first_consumer_channel + 2 * n);
        const auto other = static_cast<std::uint16_t>(line.channel == first ? first + 1 : first);
        lines_[n] = begin_to_consume(consumers_[n]->name(), other);
    }
}

void Receiver::send_acknowledgements() {
    std::vector<Place> handled;
    {
        const std::lock_guard lock{mutex_};
        handled.swap(handled_);
    }
    // A consumer settles what it is given in its order: the last one stands for all before it.
    std::map<std::uint16_t, std::uint64_t> last;
    for (const auto& place : handled)
        if (place.connection == connections_) last[place.channel] = std::max(last[place.channel], place.tag);
    for (auto& line : lines_) {
        const auto found = last.find(line.channel);
        if (found == last.end()) continue;
        connection_->acknowledge_up_to(line.channel, found->second);
        line.settled = found->second;
    }
}

void Receiver::look_at_queues() {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_look_) return;
    next_look_ = now + settings_.check_time;
    auto waiting = declare_own(*connection_, topology_channel, topology_);
    renew_silent_consumers(now);
    const std::lock_guard lock{mutex_};
    waiting_ = std::move(waiting);
}

} // namespace resuelve::rabbitmq
