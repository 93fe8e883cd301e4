#include "adapters/rabbitmq/event_bus.hpp"

#include "domain/events/type_pattern.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

namespace resuelve::rabbitmq {
namespace {

constexpr std::size_t most_untold = 10'000;

Publisher::Settings publisher_settings(const Settings& settings) {
    return {.confirm_time = settings.confirm_time, .reconnect = settings.reconnect, .report = settings.delivery.report};
}

} // namespace

/// Those who hear every event from now on. They are told on the bus's executor, one event at a time.
class EventBus::Listeners : public std::enable_shared_from_this<Listeners> {
public:
    Listeners(const boost::asio::any_io_executor& executor, const Settings& settings) :
        strand_{boost::asio::make_strand(executor)}, report_{settings.delivery.report},
        missed_{settings.listeners_missed} {}

    void add(std::vector<std::string> types, std::function<void(const events::Event&)> handle) {
        listeners_.push_back({std::move(types), std::move(handle)});
    }
    std::vector<std::string> types() const {
        std::vector<std::string> all;
        for (const auto& listener : listeners_)
            all.insert(all.end(), listener.types.begin(), listener.types.end());
        return all;
    }
    void listen(bool listening) { listening_ = listening; }

    /// By the receiver's thread.
    void tell(const Message& message) {
        auto event = event_in(message);
        if (!event) {
            report(fmt::format("a message for listeners {}", event.error()));
        } else if (++untold_ > most_untold) {
            --untold_;
            missed();
        } else {
            boost::asio::post(strand_, [self = shared_from_this(), one = std::move(*event)] {
                --self->untold_;
                self->tell(one);
            });
        }
    }
    void missed() const {
        if (missed_ && listening_) missed_();
    }

private:
    struct Listener {
        std::vector<std::string> types;
        std::function<void(const events::Event&)> handle;
    };

    void tell(const events::Event& event) {
        for (const auto& listener : listeners_) {
            if (!listening_ || !events::matches_any(listener.types, event.type)) continue;
            try {
                listener.handle(event);
            } catch (const std::exception& error) {
                report(fmt::format("a listener failed at {}: {}", event.type, error.what()));
            }
        }
    }
    void report(const std::string& what) const {
        if (report_) report_(what);
    }

    boost::asio::any_io_executor strand_;
    std::vector<Listener> listeners_;
    std::function<void(std::string_view)> report_;
    std::function<void()> missed_;
    std::atomic<bool> listening_ = false;
    std::atomic<std::size_t> untold_ = 0;
};

EventBus::EventBus(events::Attempts& attempts, const Clock& clock, Random& random,
                   boost::asio::any_io_executor executor, Settings settings) :
    topology_{.prefix = settings.prefix,
              .own = {},
              .others = settings.others,
              .delays = delays_of(settings.delivery.back_off, settings.delivery.max_attempts)},
    clock_{clock}, random_{random}, executor_{std::move(executor)}, settings_{std::move(settings)},
    address_{Address::parse(settings_.uri)}, attempts_{attempts},
    listeners_{std::make_shared<Listeners>(executor_, settings_)},
    publisher_{address_, random_, publisher_settings(settings_)}, dead_letters_{address_, topology_} {
    publisher_.set_topology(topology_);
}

EventBus::~EventBus() {
    listeners_->listen(false);
}

void EventBus::subscribe(events::Subscription subscription) {
    for (const auto& other : topology_.own)
        if (other.consumer == subscription.consumer)
            throw std::logic_error{"two subscriptions are named " + subscription.consumer};
    topology_.own.push_back({subscription.consumer, subscription.types});
    publisher_.set_topology(topology_);
    Consumer::Parts parts{.attempts = attempts_,
                          .publisher = publisher_,
                          .clock = clock_,
                          .random = random_,
                          .topology = topology_,
                          .acknowledge = [this](Place place) { receiver_->acknowledge(place); }};
    consumers_.push_back(
        std::make_shared<Consumer>(std::move(subscription), std::move(parts), settings_.delivery, executor_));
}

void EventBus::listen(std::vector<std::string> types, std::function<void(const events::Event&)> handle) {
    listeners_->add(std::move(types), std::move(handle));
}

void EventBus::start() {
    listeners_->listen(true);
    receiver_ = std::make_unique<Receiver>(
        address_, random_,
        Receiver::Settings{.prefetch = settings_.delivery.prefetch,
                           .check_time = settings_.check_time,
                           .silence = settings_.silence,
                           .reconnect = settings_.reconnect,
                           .live_name = Uuid::v7(clock_.now(), random_).to_string(),
                           .live_types = listeners_->types(),
                           .live = [this](const Message& message) { listeners_->tell(message); },
                           .live_missed = [this] { listeners_->missed(); },
                           .report = settings_.delivery.report},
        topology_, consumers_);
    receiver_->await_first_connection();
    publisher_.connect_now();
    for (const auto& consumer : consumers_)
        consumer->start();
}

void EventBus::stop() {
    listeners_->listen(false);
    for (const auto& consumer : consumers_)
        consumer->stop();
    if (receiver_) receiver_->stop();
}

awaitable<void> EventBus::publish(std::vector<events::Event> events) {
    if (events.empty()) co_return;
    std::vector<Message> messages;
    messages.reserve(2 * events.size());
    for (const auto& event : events)
        messages.push_back(message_of(event, topology_.exchange(), true, topology_.is_awaited(event.type)));
    // Not part of the promise: whoever listens finds in the stores what happened while it did not.
    for (const auto& event : events)
        messages.push_back(message_of(event, topology_.live_exchange(), false, false));
    co_await publisher_.publish(std::move(messages));
}

awaitable<std::vector<events::DeadLetter>> EventBus::dead_letters() {
    return dead_letters_.list();
}

awaitable<bool> EventBus::replay(std::string consumer, events::EventId event) {
    return dead_letters_.replay(std::move(consumer), event);
}

bool EventBus::is_connected() const {
    return publisher_.is_connected() && (!receiver_ || receiver_->is_connected());
}

std::size_t EventBus::reconnects() const {
    return publisher_.reconnects() + (receiver_ ? receiver_->reconnects() : 0);
}

std::vector<EventBus::ConsumerLag> EventBus::lags() const {
    auto waiting = receiver_ ? receiver_->waiting() : Waiting{};
    std::vector<ConsumerLag> lags;
    for (const auto& consumer : consumers_) {
        const auto& name = consumer->name();
        ConsumerLag lag{.consumer = name,
                        .events = waiting[topology_.queue(name)] + consumer->inbox(),
                        .dead = waiting[topology_.dead_queue(name)],
                        .figures = consumer->figures()};
        for (const auto delay : topology_.delays)
            lag.parked += waiting[topology_.retry_queue(name, delay)];
        lags.push_back(std::move(lag));
    }
    return lags;
}

} // namespace resuelve::rabbitmq
