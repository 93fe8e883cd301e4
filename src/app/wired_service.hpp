#pragma once

#include "app/background_work.hpp"
#include "app/data_directory.hpp"
#include "app/options.hpp"
#include "app/stores.hpp"
#include "domain/access/token.hpp"
#include "domain/events/event_bus.hpp"
#include "platform/async/blocking_pool.hpp"
#include "platform/crypto/password_hasher.hpp"
#include "platform/http/web_address.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/time/clock.hpp"
#include "services/api/live.hpp"
#include "services/api/route.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace resuelve::app {

/// What the services of one process share. All of it outlives them.
struct Shared {
    const ServeOptions& options;
    http::WebAddress address; ///< where people reach it
    const DataDirectory& directory;
    std::filesystem::path keys;
    Stores& stores;
    events::EventBus& bus;
    access::TokenVerifier& verifier;
    api::LiveEvents& live;
    PasswordHasher& hasher;
    BlockingPool& file_pool;
    boost::asio::any_io_executor background; ///< one thread, for what no request waits for
    const Clock& clock;
    Random& random;
};

/// One service, wired to what it works on.
class WiredService {
public:
    virtual ~WiredService() = default;

    virtual std::string_view name() const = 0;
    /// The one that it works on.
    virtual Database& database() = 0;
    virtual std::vector<api::Route> routes() = 0;
    /// What it listens to, durably.
    virtual std::vector<events::Subscription> subscriptions() { return {}; }
    /// What goes on whether somebody asks or not.
    virtual std::vector<BackgroundWork> background() { return {}; }
    /// Forgets what has had its time. Called every hour, in one instance of the service.
    virtual awaitable<void> tidy_up(Instant now);
    virtual void watch(Metrics&) {}
};

inline awaitable<void> WiredService::tidy_up(Instant) {
    co_return;
}

} // namespace resuelve::app
