#pragma once

#include "app/background.hpp"
#include "app/ballast.hpp"
#include "app/buses.hpp"
#include "app/data_directory.hpp"
#include "app/options.hpp"
#include "app/services.hpp"
#include "app/stores.hpp"
#include "domain/access/token.hpp"
#include "services/api/authentication.hpp"
#include "services/api/live.hpp"

#include <optional>
#include <string>

namespace resuelve::app {

/// The stores, the bus and the services of one process, without a server: what `serve`, the services alone and
/// `admin` commands work with. Everything in the order in which it is made; it ends in the opposite one.
class Process {
public:
    /// Throws StartFailure, or what the adapters throw, with a message for the administrator.
    /// `address`: where people reach it; commands that write to nobody need none.
    Process(const ServeOptions& options, const ServiceNames& names, http::WebAddress address = {});

    /// Begins to deliver events and to work in the background.
    void start();
    /// Whether everything ended in time.
    bool stop();

    void add_routes(http::Router& router);
    void add_health(http::Router& router);
    void watch();

    Services& services() { return services_; }
    Stores& stores() { return stores_; }
    Bus& bus() { return *bus_; }
    PasswordHasher& hasher() { return hasher_; }
    Metrics& metrics() { return metrics_; }
    const Clock& clock() const { return clock_; }
    Random& random() { return random_; }
    const ServiceNames& names() const { return names_; }

private:
    /// The API tokens that this process knows: its own, or its copy of the employees service's.
    access::ApiTokenStore* api_tokens() const;
    void end_rights(const events::Event& event);
    /// By a store file, on any thread.
    void write_refused() noexcept;

    const ServiceNames names_;
    SystemClock clock_;
    SystemRandom random_;
    const std::string instance_; ///< this run of the process, among others
    DataDirectory directory_;
    std::filesystem::path keys_;
    std::optional<DataLock> lock_;
    BlockingPool file_pool_;
    Background background_;
    std::optional<Ballast> ballast_; ///< where files are kept
    Stores stores_;
    StoreFreshness freshness_{stores_};
    api::LiveEvents live_{{}, instance_.substr(instance_.size() - 8)};
    std::unique_ptr<Bus> bus_;
    PasswordHasher hasher_;
    access::TokenVerifier verifier_;
    Services services_;
    api::TokenAuthenticator authenticator_;
    std::string openapi_;
    Metrics metrics_;
};

} // namespace resuelve::app
