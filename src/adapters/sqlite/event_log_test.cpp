#include "adapters/inprocess/event_bus.hpp"
#include "adapters/sqlite/event_log.hpp"
#include "platform/async/run.hpp"
#include "tests/contract/event_bus_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve {
namespace {

using namespace std::chrono_literals;

class OnSqlite final : public contract::BusUnderTest {
public:
    std::unique_ptr<events::EventBus> open(boost::asio::any_io_executor executor) override {
        close();
        database_.emplace(directory_ / "events.db", sqlite::EventLog::migrations());
        log_.emplace(*database_);
        return std::make_unique<inprocess::EventBus>(
            *log_, clock_, executor,
            inprocess::DeliverySettings{.max_attempts = max_attempts,
                                        .back_off = {.first = 1ms, .longest = 1ms},
                                        .report = report_,
                                        .early = report_early_});
    }
    void close() override {
        log_.reset();
        database_.reset();
    }

private:
    testing_support::TemporaryDirectory directory_;
    SystemClock clock_;
    std::optional<sqlite::Database> database_;
    std::optional<sqlite::EventLog> log_;
};

} // namespace

namespace contract {
INSTANTIATE_TEST_SUITE_P(OnSqlite, EventBusContract, testing::Values([] { return std::make_unique<OnSqlite>(); }));
} // namespace contract

namespace sqlite {
namespace {

class SqliteEventLog : public testing::Test {
protected:
    std::vector<events::Event> some(std::size_t count, const std::string& type = "incident.registered") {
        std::vector<events::Event> many;
        for (std::size_t i = 0; i < count; ++i)
            many.push_back({.id = events::EventId::make(Instant{1ms}, random_),
                            .type = type,
                            .source = "/test",
                            .subject = {},
                            .version = 1,
                            .time = Instant{1ms},
                            .traceparent = {},
                            .data = {}});
        return many;
    }

    SeededRandom random_{1};
    testing_support::TemporaryDirectory directory_;
    Database database_{directory_ / "events.db", EventLog::migrations()};
    EventLog log_{database_};
};

TEST_F(SqliteEventLog, GivesConsecutivePositions) {
    EXPECT_EQ(run(log_.append(some(3))), 3);
    EXPECT_EQ(run(log_.append(some(2))), 5);
    const auto read = run(log_.read_after(2, 2));
    ASSERT_EQ(read.size(), 2u);
    EXPECT_EQ(read[0].position, 3);
    EXPECT_EQ(read[1].position, 4);
}

TEST_F(SqliteEventLog, LetsANewConsumerBeginAtTheEnd) {
    run(log_.append(some(3)));
    EXPECT_EQ(run(log_.join("late")), 3);
    run(log_.append(some(1)));
    EXPECT_EQ(run(log_.join("late")), 3);
}

TEST_F(SqliteEventLog, NeverUsesAPositionTwice) {
    run(log_.append(some(3)));
    run(log_.forget(100, 100, {"incident.registered"}));
    EXPECT_EQ(run(log_.last_position()), 3);
    EXPECT_EQ(run(log_.append(some(1))), 4);
}

TEST_F(SqliteEventLog, ForgetsWhatIsOldAndWhatIsSecret) {
    run(log_.append(some(2)));
    run(log_.append(some(1, "customer.link_requested")));
    run(log_.append(some(2)));
    run(log_.forget(1, 4, {"customer.link_requested"}));
    std::vector<std::int64_t> left;
    for (const auto& logged : run(log_.read_after(0, 10)))
        left.push_back(logged.position);
    EXPECT_EQ(left, (std::vector<std::int64_t>{2, 4, 5}));
}

TEST_F(SqliteEventLog, ReplacesWhatItKnewOfAParkedEvent) {
    const auto event = some(1)[0];
    run(log_.join("intake"));
    run(log_.record("intake", {.position = 1, .parked = {{event, 1, Instant{5ms}, "first"}}}));
    run(log_.record("intake", {.position = 1, .parked = {{event, 2, Instant{9ms}, "second"}}}));
    const auto parked = run(log_.parked("intake", 10));
    ASSERT_EQ(parked.size(), 1u);
    EXPECT_EQ(parked[0].attempts, 2);
    EXPECT_EQ(parked[0].not_before, Instant{9ms});
    EXPECT_EQ(parked[0].reason, "second");
    run(log_.record("intake", {.position = 1, .handled = {event.id}}));
    EXPECT_TRUE(run(log_.parked("intake", 10)).empty());
}

} // namespace
} // namespace sqlite
} // namespace resuelve
