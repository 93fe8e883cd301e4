#include "adapters/memory/attempts.hpp"
#include "adapters/rabbitmq/event_bus.hpp"
#include "tests/contract/event_bus_contract.hpp"
#include "tests/support/a_broker.hpp"

namespace resuelve::contract {
namespace {

using namespace std::chrono_literals;

class OnRabbitMq final : public BusUnderTest {
public:
    std::unique_ptr<events::EventBus> open(boost::asio::any_io_executor executor) override {
        return std::make_unique<rabbitmq::EventBus>(
            attempts_, clock_, random_, executor,
            rabbitmq::Settings{.uri = testing_support::broker_uri(),
                               .prefix = queues_.prefix(),
                               .delivery = {.max_attempts = max_attempts,
                                            .back_off = {.first = 1ms, .longest = 1ms},
                                            .report = report_,
                                            .early = report_early_}});
    }

private:
    testing_support::OwnQueues queues_;
    SystemClock clock_;
    SystemRandom random_;
    memory::Attempts attempts_{clock_};
};

} // namespace

INSTANTIATE_TEST_SUITE_P(OnRabbitMq, EventBusContract, testing::Values([] { return std::make_unique<OnRabbitMq>(); }));

} // namespace resuelve::contract
