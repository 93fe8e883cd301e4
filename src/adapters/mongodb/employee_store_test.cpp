#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/employee_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/employee_store_contract.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace resuelve::employees {
namespace {

struct InMongodb {
    EmployeeStore& store() { return kept; }
    std::vector<events::Event> events() { return run(outbox.waiting(100)); }

    mongodb::testing::ADatabase made{mongodb::employees_migrations()};
    mongodb::Outbox outbox{made.database, {"employees", "teams"}};
    mongodb::EmployeeStore kept{made.database, outbox};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, EmployeeStoreContract, InMongodb);

namespace {

/// Two acts at once, each through an instance of its own.
struct MongoEmployees : testing::Test {
    Employee an_admin(std::string_view email) {
        return {.id = EmployeeId::make(now, random),
                .email = *Email::parse(email),
                .role = Position::admin,
                .state = State::active,
                .created_at = now,
                .updated_at = now};
    }
    Employee stored(Employee employee) {
        run(first.kept.commit(Change{.employee = employee}));
        return employee;
    }
    /// How many of the two were done; the other one was refused with one of these.
    int done(awaitable<void> one, awaitable<void> other, std::initializer_list<Problem::Code> refusals) {
        boost::asio::io_context context{1};
        int count = 0;
        const auto note = [&](const std::exception_ptr& fault) {
            try {
                if (fault) std::rethrow_exception(fault);
                ++count;
            } catch (const Problem& problem) {
                EXPECT_THAT(refusals, testing::Contains(problem.code())) << problem.what();
            }
        };
        boost::asio::co_spawn(context, std::move(one), note);
        boost::asio::co_spawn(context, std::move(other), note);
        context.run();
        return count;
    }

    InMongodb first;
    mongodb::Database elsewhere{{.uri = mongodb::testing::test_uri(), .database = first.made.database.name()}};
    mongodb::Outbox outbox{elsewhere, {"employees", "teams"}};
    mongodb::EmployeeStore second{elsewhere, outbox};
    SeededRandom random{23};
    Instant now{std::chrono::milliseconds{1'700'000'000'000}};
};

} // namespace

TEST_F(MongoEmployees, KeepAnAdministratorWhenTheLastTwoAreDisabledAtOnce) {
    auto ana = stored(an_admin("ana@x.es"));
    auto eva = stored(an_admin("eva@x.es"));
    ana.state = eva.state = State::disabled;
    EXPECT_EQ(done(first.kept.commit(Change{.employee = ana.changed_at(now)}),
                   second.commit(Change{.employee = eva.changed_at(now)}), {Problem::conflict}),
              1);
    EXPECT_TRUE(run(second.has_active_admin()));
}

TEST_F(MongoEmployees, JoinNoTeamThatIsRemovedAtTheSameTime) {
    stored(an_admin("admin@x.es"));
    for (int round = 0; round < 5; ++round) {
        const Team team{.id = TeamId::make(now, random),
                        .name = fmt::format("Norte {}", round),
                        .created_at = now,
                        .updated_at = now};
        run(first.kept.commit(TeamChange{.team = team}));
        auto ana = an_admin(fmt::format("ana{}@x.es", round));
        ana.team_ids = {team.id};
        EXPECT_EQ(done(first.kept.commit(Change{.employee = ana}), second.remove(team, {}),
                       {Problem::conflict, Problem::invalid}),
                  1);
        EXPECT_EQ(run(second.find(ana.id)).has_value(), run(second.find_team(team.id)).has_value());
    }
}

} // namespace resuelve::employees
