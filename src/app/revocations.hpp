#pragma once

#include "domain/access/token.hpp"
#include "domain/events/event_bus.hpp"
#include "platform/async/spawn.hpp"
#include "platform/ids/random.hpp"
#include "platform/time/clock.hpp"

#include <string>

namespace resuelve::app {

/// Tells the other processes at once whose tokens are refused from now on: who signed out, changed a password, lost
/// rights. What they miss, since the bus was away, ends by itself within ten minutes.
class Revocations {
public:
    static constexpr const char* type = "tokens.revoked";

    /// All outlive it. `source` is the service that revokes: "/resuelve/customers".
    struct Parts {
        access::TokenVerifier& verifier;
        events::EventBus& bus;
        boost::asio::any_io_executor executor;
        Tasks& tasks;
        const Clock& clock;
        Random& random;
        std::string source;
    };

    /// Connects the two. Before the bus starts.
    static void share(Parts parts);
};

} // namespace resuelve::app
