#include "adapters/rabbitmq/consumer.hpp"

#include "adapters/rabbitmq/dead_letter.hpp"
#include "domain/events/try_to_handle.hpp"
#include "domain/events/type_pattern.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>

namespace resuelve::rabbitmq {
namespace {

/// Whether somebody had trouble with it before. The first attempt at all others is only counted once it has failed,
/// which saves a write for each event that nobody has trouble with.
bool was_tried(const Delivery& delivery) {
    return delivery.redelivered || number_header(delivery.message, header::attempts) > 0;
}

} // namespace

Consumer::Consumer(events::Subscription subscription, Parts parts, const DeliverySettings& settings,
                   const boost::asio::any_io_executor& executor) :
    subscription_{std::move(subscription)}, parts_{std::move(parts)}, settings_{settings},
    strand_{boost::asio::make_strand(executor)}, wakeup_{std::make_shared<events::Wakeup>(strand_)} {}

void Consumer::start() {
    stopping_ = false;
    running_ = true;
    // It may be left suspended for ever, when its executor ends first: what it uses afterwards is not there any more.
    boost::asio::co_spawn(strand_, work(), [self = shared_from_this()](std::exception_ptr error) {
        self->running_ = false;
        if (error) std::rethrow_exception(error); // a bug: work() lets nothing out
    });
}

void Consumer::stop() {
    stopping_ = true;
    wakeup_->wake();
}

std::size_t Consumer::inbox() const {
    const std::lock_guard lock{mutex_};
    return inbox_.size();
}

void Consumer::deliver(Delivery delivery, std::uint64_t connection) {
    const Place place{connection, delivery.channel, delivery.tag};
    {
        const std::lock_guard lock{mutex_};
        connection_ = connection;
        inbox_.push_back({std::move(delivery), place});
    }
    wakeup_->wake();
}

void Consumer::connection_lost() {
    const std::lock_guard lock{mutex_};
    connection_ = 0;
    inbox_.clear();
}

std::optional<Consumer::Item> Consumer::take() {
    const std::lock_guard lock{mutex_};
    if (inbox_.empty()) return std::nullopt;
    auto item = std::move(inbox_.front());
    inbox_.pop_front();
    return item;
}

bool Consumer::is_current(const Place& place) const {
    const std::lock_guard lock{mutex_};
    return connection_ == place.connection;
}

awaitable<void> Consumer::work() {
    std::optional<Item> item;
    while (!stopping_) {
        if (!item) item = take();
        if (!item) {
            co_await wakeup_->sleep(std::nullopt);
            continue;
        }
        std::string outage;
        try {
            co_await settle(*item);
        } catch (const std::exception& error) {
            outage = error.what();
        }
        if (outage.empty()) {
            item.reset();
            continue;
        }
        if (settings_.report) settings_.report(fmt::format("{} waits: {}", name(), outage));
        if (!stopping_) co_await wakeup_->sleep(settings_.outage_pause);
        if (!is_current(item->place)) item.reset(); // it comes again
    }
}

awaitable<void> Consumer::settle(const Item& item) {
    const auto event = event_in(item.delivery.message);
    if (!event)
        co_await give_up(item, 0, event.error());
    else if (!events::matches_any(subscription_.types, event->type)) // a binding that was not removed
        parts_.acknowledge(item.place);
    else
        co_await settle(item, *event);
}

awaitable<void> Consumer::settle(const Item& item, const events::Event& event) {
    const auto& delivery = item.delivery;
    const bool tried = was_tried(delivery);
    int attempts = 0;
    if (number_header(delivery.message, header::replayed) > 0 && !delivery.redelivered)
        co_await parts_.attempts.forget(name(), event.id);
    if (tried) {
        // Before it is handled: if that ends the process, the attempt counts as well.
        attempts = co_await parts_.attempts.count(name(), event.id);
        if (attempts > settings_.max_attempts) {
            const auto reason = text_header(delivery.message, header::reason);
            co_await give_up(item, attempts - 1, reason.empty() ? "the program ended while it was handled" : reason);
            co_await parts_.attempts.forget(name(), event.id);
            co_return;
        }
    }
    auto [reason, is_early] =
        co_await events::try_to_handle(subscription_, event, {.failed = settings_.report, .early = settings_.early});
    if (reason.empty()) {
        if (tried) co_await parts_.attempts.forget(name(), event.id);
        ++handled_;
        parts_.acknowledge(item.place);
        co_return;
    }
    // While our own store is away this throws, and the failure, which that explains, does not count.
    if (!tried) attempts = co_await parts_.attempts.count(name(), event.id);
    if (!is_early) ++failed_;
    if (attempts < settings_.max_attempts) {
        co_await retry_later(item, event, attempts, std::move(reason));
    } else {
        co_await give_up(item, attempts, std::move(reason));
        co_await parts_.attempts.forget(name(), event.id);
    }
}

awaitable<void> Consumer::retry_later(const Item& item, const events::Event& event, int attempts, std::string reason) {
    auto message = message_of(event, "", true, true);
    message.body = item.delivery.message.body; // with attributes that we do not know
    message.key = parts_.topology.retry_queue(name(), settings_.back_off.after(attempts));
    message.headers = {{header::attempts, attempts}, {header::reason, reason}};
    std::vector<Message> one;
    one.push_back(std::move(message));
    co_await parts_.publisher.publish(std::move(one));
    parts_.acknowledge(item.place);
}

awaitable<void> Consumer::give_up(const Item& item, int attempts, std::string reason) {
    if (settings_.report)
        settings_.report(
            fmt::format("{} gives up {} {}: {}", name(), item.delivery.message.type, item.delivery.message.id, reason));
    std::vector<Message> one;
    one.push_back(dead(item.delivery.message, parts_.topology.dead_queue(name()), attempts, reason, parts_.clock.now(),
                       parts_.random));
    co_await parts_.publisher.publish(std::move(one));
    parts_.acknowledge(item.place);
    ++died_;
}

} // namespace resuelve::rabbitmq
