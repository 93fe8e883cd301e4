#pragma once

#include "app/background_work.hpp"
#include "app/buses.hpp"
#include "app/services.hpp"
#include "app/stores.hpp"
#include "domain/events/relay.hpp"
#include "platform/async/spawn.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace resuelve::app {

/// The thread for what no request waits for: relays, deliveries of events, the system's clock, mails.
class Background {
public:
    Background();
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    boost::asio::any_io_executor executor() { return context_.get_executor(); }
    /// For what is begun by requests and goes on here.
    Tasks& tasks() { return tasks_; }

    /// More to keep doing in this process, whatever others do. Before start().
    void also(BackgroundWork work) { more_.push_back(std::move(work)); }
    /// `instance` is the name of this run of the process: the holder of its leases.
    void start(const Services& services, const Stores& stores, Bus& bus, const Clock& clock, std::string instance);
    /// After the bus was stopped: lets what is under way end. Returns whether it did in time.
    bool stop();

    /// The oldest event that no relay has published yet, of all outboxes.
    std::chrono::milliseconds oldest_unpublished() const;

private:
    void keep(BackgroundWork work, events::LeaseStore* leases);

    boost::asio::io_context context_{1};
    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> work_;
    Tasks tasks_;
    std::atomic<bool> stopping_ = false;
    std::string instance_;
    std::vector<BackgroundWork> more_;
    std::vector<std::unique_ptr<events::Relay>> relays_;
    std::thread thread_;
};

} // namespace resuelve::app
