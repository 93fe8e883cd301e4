#include "adapters/sqlite/incident_store.hpp"
#include "adapters/sqlite/verify.hpp"
#include "domain/incidents/reply.hpp"
#include "platform/async/run.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

namespace resuelve::sqlite {
namespace {

using incidents::Incident;

/// What the child tells through the pipe after each commit; small enough to be written as one.
struct Acknowledged {
    IncidentId id;
    std::int64_t version;
};

void tell(int pipe, const Incident& incident) {
    const Acknowledged record{incident.id, incident.version};
    if (write(pipe, &record, sizeof record) != sizeof record) _exit(2);
}

/// Files incidents and replies to them without end.
awaitable<void> file_incidents(IncidentStore& store, SystemRandom& random, int pipe) {
    for (;;) {
        incidents::NewIncident claim;
        claim.customer_id = incidents::testing::ana().customer_id();
        claim.customer_name = "Ana";
        claim.subject = "Cafetera";
        claim.description = std::string(2000, 'x');
        const incidents::Context by{incidents::testing::ana(), incidents::testing::filing_time, random, "",
                                    "/resuelve/intake"};
        auto filed = incidents::testing::must(incidents::register_incident(std::move(claim), by));
        auto incident = filed.incident;
        co_await store.commit(std::vector{std::move(filed)});
        tell(pipe, incident);
        for (int i = 0; i < 3; ++i) {
            auto reply = incidents::testing::must(incidents::reply(incident, {.body = "¿Y bien?"}, by));
            incident = reply.incident;
            co_await store.commit(std::vector{std::move(reply)});
            tell(pipe, incident);
        }
    }
}

[[noreturn]] void be_the_child(const std::filesystem::path& file, int pipe) {
    // Small limits, so that death comes during checkpoints too.
    IncidentStore store{file, {.writer = {.checkpoint_pages = 30, .restart_pages = 60}}};
    SystemRandom random;
    boost::asio::io_context context{1};
    for (int i = 0; i < 8; ++i)
        boost::asio::co_spawn(context, file_incidents(store, random, pipe), [](std::exception_ptr) { _exit(3); });
    context.run();
    _exit(4);
}

/// Kills the child after that many acknowledgements, and gives all that it made.
std::vector<Acknowledged> run_and_kill(const std::filesystem::path& file, int after) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) throw std::system_error{errno, std::generic_category(), "pipe"};
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        be_the_child(file, ends[1]);
    }
    close(ends[1]);
    std::vector<Acknowledged> all;
    Acknowledged record{};
    bool killed = false;
    do {
        if (!killed && std::cmp_greater_equal(all.size(), after)) killed = kill(child, SIGKILL) == 0;
        if (read(ends[0], &record, sizeof record) != sizeof record) break;
        all.push_back(record);
    } while (true);
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
    return all;
}

TEST(Crash, LosesNothingThatWasAcknowledgedAndKeepsTheChains) {
    const testing_support::TemporaryDirectory directory;
    const auto file = directory / "incidents.db";
    std::mt19937 choose{20261124}; // NOLINT: the same moments each time, as far as the machine allows
    std::map<IncidentId, std::int64_t> acknowledged;
    for (int round = 0; round < 20; ++round) {
        for (const auto& [id, version] : run_and_kill(file, std::uniform_int_distribution{0, 150}(choose)))
            acknowledged[id] = std::max(acknowledged[id], version);
        IncidentStore store{file};
        for (const auto& [id, version] : acknowledged) {
            const auto incident = run(store.find(id));
            ASSERT_TRUE(incident) << "round " << round;
            ASSERT_GE(incident->version, version) << "round " << round;
        }
        const auto verified = verify_history(file, [&](const HistoryFault& fault) {
            ADD_FAILURE() << "round " << round << ": " << fault.reference << " " << fault.entry << " " << fault.fault;
        });
        ASSERT_TRUE(std::cmp_greater_equal(verified.incidents, acknowledged.size()));
    }
    EXPECT_GT(acknowledged.size(), 100);
}

} // namespace
} // namespace resuelve::sqlite
