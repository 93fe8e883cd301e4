#pragma once

#include "app/stores.hpp"
#include "domain/events/relay.hpp"
#include "platform/async/spawn.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace resuelve::app {

struct Services;

/// The thread for what no request waits for: relays, deliveries of events, the system's clock, mails.
class Background {
public:
    Background();
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    boost::asio::any_io_executor executor() { return context_.get_executor(); }

    void start(Services& services, Stores& stores, events::EventBus& bus, const Clock& clock);
    /// After the bus was stopped: lets what is under way end. Returns whether it did in time.
    bool stop();

    const std::vector<std::unique_ptr<events::Relay>>& relays() const { return relays_; }

private:
    boost::asio::io_context context_{1};
    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> work_;
    Tasks tasks_;
    std::atomic<bool> stopping_ = false;
    std::vector<std::unique_ptr<events::Relay>> relays_;
    std::function<void()> stop_sender_;
    std::thread thread_;
};

} // namespace resuelve::app
