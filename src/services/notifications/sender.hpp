#pragma once

#include "domain/events/back_off.hpp"
#include "domain/events/wakeup.hpp"
#include "domain/notifications/mailer.hpp"
#include "services/notifications/service.hpp"

namespace resuelve::notifications {

/// Sends what is queued: at least once, each mail with one Message-ID however often it is tried.
class Sender {
public:
    struct Settings {
        std::string host = "localhost"; ///< the right side of every Message-ID
        /// Asked for at once: small, so that a mail that is waited for is not long behind a batch of others.
        std::size_t batch = 32;
        std::size_t at_once = 8; ///< under way together, so that their waits (a server's, a disk's) overlap
        /// From a minute to four hours, for three days (reliability.md §5): 24 attempts.
        events::BackOff back_off{.first = std::chrono::minutes{1}, .longest = std::chrono::hours{4}};
        std::chrono::milliseconds give_up_after{std::chrono::days{3}};
        std::chrono::milliseconds outage_pause{1000}; ///< after the store itself failed
        /// Looks at least so often: the clock may be set, and other processes may queue.
        std::chrono::milliseconds longest_sleep{std::chrono::minutes{1}};
        std::function<void(std::string_view what)> report{}; ///< is told each failure; may be empty
    };

    /// All outlive the executor's work. Sets itself as the service's wake_sender.
    Sender(Notifications& service, Mailer& mailer, const boost::asio::any_io_executor& executor, Settings settings);
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    void start();
    /// Begins no more mails; those under way end on the executor.
    void stop();
    bool is_running() const { return running_; }

    /// Asked before each mail: false leaves it for whoever may send now. Before start().
    void only_while(std::function<bool()> may_send) { may_send_ = std::move(may_send); }

    /// Tries each mail whose time has come once. True if there may be more.
    awaitable<bool> send_due();

private:
    awaitable<void> work();
    awaitable<std::chrono::milliseconds> until_next();
    awaitable<void> send_together(std::vector<Notification> mails);
    awaitable<void> send(Notification mail);

    Notifications& service_;
    Mailer& mailer_;
    Settings settings_;
    boost::asio::any_io_executor strand_;
    std::shared_ptr<events::Wakeup> wakeup_; // shared with wake-ups on their way
    std::function<bool()> may_send_ = [] { return true; };
    std::atomic<bool> stopping_ = false;
    std::atomic<bool> running_ = false;
};

} // namespace resuelve::notifications
