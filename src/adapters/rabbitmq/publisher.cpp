#include "adapters/rabbitmq/publisher.hpp"

#include "platform/async/blocking_pool.hpp"
#include "platform/http/problem.hpp"

#include <poll.h>

namespace resuelve::rabbitmq {
namespace {

constexpr std::uint16_t channel = 1;          ///< in confirm mode
constexpr std::uint16_t topology_channel = 2; ///< its refusals close it
constexpr std::chrono::milliseconds tick{1000};
constexpr std::chrono::milliseconds reconnecting_tick{100};
/// Time for the broker to tell consumers that their queue was deleted: it does not once the queue is there again.
constexpr std::chrono::milliseconds before_making_again{300};
constexpr std::string_view alarm = "it is short of memory or disk";

Problem unavailable(std::string_view why) {
    return Problem{Problem::unavailable, fmt::format("the message broker does not take events: {}", why)};
}

} // namespace

Publisher::Publisher(Address address, Random& random, Settings settings) :
    address_{std::move(address)}, settings_{std::move(settings)}, reconnect_{settings_.reconnect, random},
    thread_{[this] { run(); }} {}

Publisher::~Publisher() {
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    wake_.wake();
    thread_.join();
}

void Publisher::set_topology(Topology topology) {
    const std::lock_guard lock{mutex_};
    topology_ = std::move(topology);
}

Topology Publisher::topology() {
    const std::lock_guard lock{mutex_};
    return topology_;
}

void Publisher::add(Job job) {
    {
        const std::lock_guard lock{mutex_};
        if (jobs_.size() >= settings_.waiting_calls) throw QueueFull{"the message broker's publisher"};
        jobs_.push_back(std::move(job));
    }
    wake_.wake();
}

awaitable<void> Publisher::publish(std::vector<Message> messages) {
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(std::exception_ptr)>(
        [this, &messages](auto handler) {
            auto caller = boost::asio::get_associated_executor(handler);
            auto keep_alive = boost::asio::make_work_guard(caller);
            add({.messages = std::move(messages),
                 .done = [handler = std::move(handler), caller,
                          keep_alive = std::move(keep_alive)](std::exception_ptr error) mutable {
                     // The guard goes along: here it could outlive the caller's loop, which may end with the result.
                     boost::asio::post(caller, [handler = std::move(handler), error = std::move(error),
                                                keep_alive = std::move(keep_alive)]() mutable {
                         std::move(handler)(std::move(error));
                     });
                 }});
        },
        use_awaitable);
}

void Publisher::connect_now() {
    std::promise<void> outcome;
    add({.messages = {},
         .done = [&outcome](std::exception_ptr error) { error ? outcome.set_exception(error) : outcome.set_value(); }});
    try {
        outcome.get_future().get();
    } catch (const Problem& away) {
        if (settings_.report) settings_.report(away.what());
    }
}

void Publisher::run() {
    while (auto job = next_job()) {
        std::exception_ptr error;
        try {
            do_job(*job);
        } catch (const BrokerRefused& refused) {
            disconnect(refused.what());
            error = job->messages.empty() ? std::current_exception() // for connect_now()
                                          : std::make_exception_ptr(unavailable(refused.what()));
        } catch (const Problem&) {
            error = std::current_exception();
        } catch (const std::exception& lost) {
            disconnect(lost.what());
            error = std::make_exception_ptr(unavailable(lost.what()));
        }
        job->done(error);
    }
    std::deque<Job> left;
    {
        const std::lock_guard lock{mutex_};
        left.swap(jobs_);
    }
    for (auto& job : left)
        job.done(std::make_exception_ptr(unavailable("the program ends")));
    // A broker with an alarm does not read, not even that we go.
    if (connection_ && !connection_->is_blocked()) connection_->close();
}

std::optional<Publisher::Job> Publisher::next_job() {
    for (;;) {
        wake_.clear();
        {
            const std::lock_guard lock{mutex_};
            if (ending_) return std::nullopt;
            if (!jobs_.empty()) {
                auto job = std::move(jobs_.front());
                jobs_.pop_front();
                return job;
            }
        }
        serve_connection();
    }
}

/// Heartbeats, late confirmations, the end of an alarm, and a new connection when one was lost.
void Publisher::serve_connection() {
    try {
        if (!connection_ && wanted_ && reconnect_.is_due(std::chrono::steady_clock::now())) connect();
        if (!connection_) {
            pollfd woken{wake_.descriptor(), POLLIN, 0};
            poll(&woken, 1, static_cast<int>(reconnecting_tick.count()));
            return;
        }
        while (auto incoming = connection_->next())
            if (const auto* confirmed = std::get_if<Confirmed>(&*incoming)) confirms_.settle(*confirmed);
        connection_->wait(wake_.descriptor(), tick);
    } catch (const std::exception& lost) {
        disconnect(lost.what());
    }
}

void Publisher::connect() {
    const auto now = std::chrono::steady_clock::now();
    if (!reconnect_.is_due(now)) throw unavailable("it is away");
    connection_.emplace(address_, "resuelve publisher");
    connection_->open_channel(topology_channel);
    declare_all(*connection_, topology_channel, topology());
    check_right_to_publish(*connection_, topology_channel, topology());
    connection_->open_channel(channel);
    amqp_confirm_select(connection_->state(), channel);
    connection_->check(amqp_get_rpc_reply(connection_->state()), "asking for confirmations");
    confirms_ = {};
    connected_ = true;
    if (std::exchange(ever_connected_, true)) ++reconnects_;
    reconnect_.succeeded();
}

void Publisher::disconnect(std::string_view why) {
    if (settings_.report) settings_.report(fmt::format("publishing to the message broker: {}", why));
    connected_ = false;
    connection_.reset();
    reconnect_.failed(std::chrono::steady_clock::now());
}

void Publisher::do_job(const Job& job) {
    wanted_ = true;
    if (!connection_) connect();
    if (connection_->is_blocked()) throw unavailable(alarm);
    if (job.messages.empty()) return;
    const auto deadline = std::chrono::steady_clock::now() + settings_.confirm_time;
    auto returned = send(job.messages, deadline);
    if (returned.empty()) return;
    // A queue or binding was removed. Whoever consumes it makes it anew too, but may be away.
    if (settings_.report)
        settings_.report(fmt::format("no queue took {}: making the queues and bindings again", returned.front().type));
    std::this_thread::sleep_for(before_making_again);
    declare_all(*connection_, topology_channel, topology());
    returned = send(returned, deadline);
    if (!returned.empty()) throw unavailable(fmt::format("no queue takes {}", returned.front().type));
}

std::vector<Message> Publisher::send(const std::vector<Message>& messages, Time deadline) {
    std::vector<Message> returned;
    confirms_.abandon();
    for (const auto& message : messages) {
        while (confirms_.waiting_bytes() >= settings_.unconfirmed_bytes)
            listen(deadline, returned);
        connection_->send(channel, message);
        confirms_.sent(message.body.size());
    }
    while (!confirms_.all_settled())
        listen(deadline, returned);
    // A channel that began to publish while a node was lost may ask that one for ever, and refuse everything (RabbitMQ
    // 3.10); a new one asks another.
    if (confirms_.any_refused()) throw ConnectionLost{"it refused an event"};
    return returned;
}

void Publisher::listen(Time deadline, std::vector<Message>& returned) {
    bool news = false;
    while (auto incoming = connection_->next()) {
        news = true;
        if (const auto* confirmed = std::get_if<Confirmed>(&*incoming)) confirms_.settle(*confirmed);
        if (auto* back = std::get_if<Returned>(&*incoming)) returned.push_back(std::move(back->message));
    }
    if (news) return;
    if (connection_->is_blocked()) throw unavailable(alarm);
    const auto now = std::chrono::steady_clock::now();
    if (now >= deadline) throw unavailable("it did not confirm in time");
    {
        const std::lock_guard lock{mutex_};
        if (ending_) throw unavailable("the program ends");
    }
    connection_->wait(wake_.descriptor(), std::min(tick, std::chrono::ceil<std::chrono::milliseconds>(deadline - now)));
    wake_.clear();
}

} // namespace resuelve::rabbitmq
