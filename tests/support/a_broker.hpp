#pragma once

#include "adapters/rabbitmq/connection.hpp"
#include "platform/ids/uuid.hpp"
#include "platform/time/clock.hpp"

#include <cstdlib>
#include <set>

namespace resuelve::testing_support {

/// The broker that script/test-servers started. Throws a clear message without one.
inline std::string broker_uri() {
    const char* uri = std::getenv("RESUELVE_TEST_AMQP_URI");
    if (!uri) throw std::runtime_error{"RESUELVE_TEST_AMQP_URI is not set: run script/test-servers run COMMAND"};
    return uri;
}

/// A prefix for the names in the broker, so that tests do not meet; the queues under it are deleted at the end.
class OwnQueues {
public:
    const std::string& prefix() const { return prefix_; }
    /// `name` without the prefix; deleted at the end too.
    void also(std::string name) { names_.insert(std::move(name)); }

    OwnQueues() = default;
    OwnQueues(const OwnQueues&) = delete;
    OwnQueues& operator=(const OwnQueues&) = delete;
    ~OwnQueues() {
        try {
            rabbitmq::Connection connection{rabbitmq::Address::parse(broker_uri()), "tidying up"};
            connection.open_channel(1);
            for (const auto& name : names_)
                for (const auto* suffix : {"", ".dead", ".retry.1"})
                    amqp_queue_delete(connection.state(), 1, rabbitmq::bytes(prefix_ + name + suffix), false, false);
            for (const auto* exchange : {"resuelve.events", "resuelve.live"})
                amqp_exchange_delete(connection.state(), 1, rabbitmq::bytes(prefix_ + exchange), false);
            connection.close();
        } catch (const std::exception& gone) {
            std::fprintf(stderr, "queues of the test are left: %s\n", gone.what());
        }
    }

private:
    static std::string new_prefix() {
        SystemRandom random;
        return "test-" + Uuid::v7(SystemClock{}.now(), random).to_string() + ".";
    }

    std::string prefix_ = new_prefix();
    std::set<std::string> names_{"intake", "resolution", "all_of_incidents", "exact", "last"};
};

} // namespace resuelve::testing_support
