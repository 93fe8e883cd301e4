#include "services/notifications/sender.hpp"

#include "platform/json/enum_names.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/strand.hpp>

#include <iterator>
#include <span>

namespace resuelve::notifications {
namespace {

/// What became of a mail. Says neither address nor text: those who need them have them.
events::Event outcome_event(const Notification& mail, Instant now, Random& random) {
    boost::json::object data{{"notification_id", mail.id.to_string()},
                             {"template", json::enum_name(mail.what)},
                             {"audience", json::enum_name(mail.audience)},
                             {"attempts", mail.attempts}};
    if (mail.incident) data["incident_id"] = mail.incident->to_string();
    if (mail.recipient) data["recipient_id"] = mail.recipient->to_string();
    return {.id = events::EventId::make(now, random),
            .type = mail.state == State::sent ? "notification.sent" : "notification.failed",
            .source = "/resuelve/notifications",
            .subject = mail.id.value,
            .version = 1,
            .time = now,
            .traceparent = mail.traceparent,
            .data = std::move(data)};
}

} // namespace

Sender::Sender(Notifications& service, Mailer& mailer, const boost::asio::any_io_executor& executor,
               Settings settings) :
    service_{service}, mailer_{mailer}, settings_{std::move(settings)}, strand_{boost::asio::make_strand(executor)},
    wakeup_{std::make_shared<events::Wakeup>(strand_)} {
    service_.wake_sender = [wakeup = wakeup_] { wakeup->wake(); };
}

void Sender::start() {
    stopping_ = false;
    running_ = true;
    boost::asio::co_spawn(strand_, work(), [this](std::exception_ptr error) {
        running_ = false;
        if (error) std::rethrow_exception(error); // a bug: work() lets nothing out
    });
}

void Sender::stop() {
    stopping_ = true;
    wakeup_->wake();
}

awaitable<void> Sender::work() {
    while (!stopping_) {
        std::chrono::milliseconds pause{0};
        std::string outage;
        try {
            if (!may_send_())
                pause = settings_.outage_pause;
            else if (!co_await send_due())
                pause = co_await until_next();
        } catch (const std::exception& error) {
            outage = error.what();
        }
        if (!outage.empty()) {
            if (settings_.report) settings_.report("notifications cannot go on: " + outage);
            pause = settings_.outage_pause;
        }
        if (!stopping_ && pause.count() > 0) co_await wakeup_->sleep(pause);
    }
}

awaitable<std::chrono::milliseconds> Sender::until_next() {
    const auto next = co_await service_.store.next_due();
    if (!next) co_return settings_.longest_sleep;
    co_return std::clamp(*next - service_.clock.now(), std::chrono::milliseconds{0}, settings_.longest_sleep);
}

awaitable<bool> Sender::send_due() {
    auto due = co_await service_.store.due(service_.clock.now(), settings_.batch);
    const auto found = due.size();
    for (auto rest = std::span{due}; !rest.empty() && !stopping_;) {
        const auto some = rest.first(std::min(rest.size(), settings_.at_once));
        co_await send_together({std::make_move_iterator(some.begin()), std::make_move_iterator(some.end())});
        rest = rest.subspan(some.size());
    }
    co_return found == settings_.batch;
}

/// Ends when all have been tried. What one throws does not keep the others from their end.
awaitable<void> Sender::send_together(std::vector<Notification> mails) {
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto begun = [&](Notification& mail) {
        return boost::asio::co_spawn(executor, send(std::move(mail)), boost::asio::deferred);
    };
    std::vector<decltype(begun(mails.front()))> sends;
    for (auto& mail : mails)
        sends.push_back(begun(mail));
    auto [order, errors] = co_await boost::asio::experimental::make_parallel_group(std::move(sends))
                               .async_wait(boost::asio::experimental::wait_for_all(), use_awaitable);
    for (const auto& error : errors)
        if (error) std::rethrow_exception(error);
}

awaitable<void> Sender::send(Notification mail) {
    if (!may_send_()) co_return;
    Mail message{.message_id = fmt::format("{}@{}", mail.id.to_string(), settings_.host),
                 .to_name = mail.name,
                 .to = mail.email,
                 .language = mail.language,
                 .subject = mail.subject,
                 .text = mail.text,
                 .at = mail.created_at};
    mail.reason.clear();
    try {
        co_await mailer_.send(std::move(message));
    } catch (const std::exception& error) {
        mail.reason = *error.what() ? error.what() : "no reason given";
    }
    ++mail.attempts;
    const auto now = service_.clock.now();
    if (mail.reason.empty())
        mail.state = State::sent;
    else if (now - mail.created_at >= settings_.give_up_after)
        mail.state = State::failed;
    else
        mail.not_before = now + settings_.back_off.after(mail.attempts);
    if (!mail.reason.empty() && settings_.report)
        settings_.report(fmt::format("mail {} was not sent: {}", mail.id.to_string(), mail.reason));

    std::vector<events::Event> outcome;
    if (mail.state != State::queued) {
        mail.finished_at = now;
        mail.text.clear();
        outcome.push_back(outcome_event(mail, now, service_.random));
    }
    co_await service_.store.record(std::move(mail), std::move(outcome));
}

} // namespace resuelve::notifications
