// An event that ends the process which handles it.
#include "adapters/memory/attempts.hpp"
#include "adapters/rabbitmq/event_bus.hpp"
#include "adapters/sqlite/attempts.hpp"
#include "adapters/sqlite/event_log.hpp"
#include "platform/async/run.hpp"
#include "tests/support/a_broker.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <fstream>
#include <set>

namespace resuelve::rabbitmq {
namespace {

using namespace std::chrono_literals;

constexpr int how_many = 300;
constexpr int max_attempts = 3;
constexpr std::int64_t poison = 17;

/// Handles events in a process of its own until all but the poison are in the file and that is a dead letter, then ends
/// with 0. It is killed at the poison.
class Worker {
public:
    Worker(const std::string& prefix, const std::filesystem::path& directory) :
        database_{directory / "bus.db", sqlite::EventLog::migrations()}, attempts_{database_, clock_},
        handled_{directory / "handled", std::ios::app},
        bus_{attempts_,
             clock_,
             random_,
             context_.get_executor(),
             {.uri = testing_support::broker_uri(),
              .prefix = prefix,
              .delivery = {.max_attempts = max_attempts, .back_off = {.first = 1ms, .longest = 1ms}}}} {
        bus_.subscribe({"intake", {"*"}, [this](const events::Event& event) -> awaitable<void> {
                            if (event.version == poison) raise(SIGKILL);
                            handled_ << event.version << std::endl;
                            co_return;
                        }});
    }

    void work() {
        bus_.start();
        boost::asio::co_spawn(context_, until_it_is_dead(), boost::asio::detached);
        context_.run();
    }

private:
    awaitable<void> until_it_is_dead() {
        while ((co_await bus_.dead_letters()).empty() || bus_.lags().at(0).events > 0) {
        }
        bus_.stop();
    }

    SystemClock clock_;
    SystemRandom random_;
    boost::asio::io_context context_{1};
    sqlite::Database database_;
    sqlite::Attempts attempts_;
    std::ofstream handled_;
    EventBus bus_;
};

/// How it ended, as waitpid() tells.
int work_in_a_process(const std::string& prefix, const std::filesystem::path& directory) {
    const pid_t process = fork();
    if (process == 0) {
        try {
            Worker{prefix, directory}.work();
            _exit(0);
        } catch (const std::exception& error) {
            fmt::print(stderr, "{}\n", error.what());
            _exit(1);
        }
    }
    int status = 0;
    waitpid(process, &status, 0);
    return status;
}

TEST(CrashingConsumer, EndsTheEventThatCrashesItAndHarmsNoOther) {
    testing_support::OwnQueues queues;
    testing_support::TemporaryDirectory directory;
    SystemClock clock;
    SystemRandom random;
    {
        memory::Attempts unused{clock};
        EventBus bus{unused,
                     clock,
                     random,
                     boost::asio::system_executor{},
                     {.uri = testing_support::broker_uri(),
                      .prefix = queues.prefix(),
                      .others = {{"intake", {"*"}}},
                      .delivery = {.max_attempts = max_attempts, .back_off = {.first = 1ms, .longest = 1ms}}}};
        std::vector<events::Event> many;
        for (std::int64_t n = 0; n < how_many; ++n)
            many.push_back({.id = events::EventId::make(clock.now(), random),
                            .type = "incident.registered",
                            .source = "/resuelve/intake",
                            .subject = {},
                            .version = n,
                            .time = clock.now(),
                            .traceparent = {},
                            .data = {}});
        run(bus.publish(std::move(many)));
    }

    int crashes = 0;
    int status = 0;
    while ((status = work_in_a_process(queues.prefix(), directory.path())) != 0) {
        ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        ASSERT_LE(++crashes, max_attempts + 1);
    }
    EXPECT_EQ(crashes, max_attempts + 1) << "the first time nobody could know";

    std::set<std::int64_t> handled;
    std::ifstream file{directory / "handled"};
    for (std::int64_t number = 0; file >> number;)
        handled.insert(number);
    EXPECT_EQ(handled.size(), static_cast<std::size_t>(how_many - 1));
    EXPECT_FALSE(handled.contains(poison));
}

} // namespace
} // namespace resuelve::rabbitmq
