#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/api_token_store.hpp"
#include "adapters/mongodb/customer_store.hpp"
#include "adapters/mongodb/employee_store.hpp"
#include "adapters/mongodb/notification_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "adapters/mongodb/session_store.hpp"

// Which index each statement of the stores goes along, as the server noted it. That none reads a whole collection every
// other test of this program checks as well, at its end (a_database.hpp).

namespace resuelve::mongodb {
namespace {

using testing::ADatabase;

constexpr Instant now{std::chrono::milliseconds{1'700'000'000'000}};

struct MongoPlans : ::testing::Test {
    /// The plan of the last statement on the collection after `work` is done.
    template <class Result>
    static std::string plan_of(ADatabase& made, std::string_view collection, awaitable<Result> work) {
        run(std::move(work));
        return made.last_plan(collection);
    }

    SeededRandom random{17};
    Email email = *Email::parse("ana@example.org");
};

} // namespace

TEST_F(MongoPlans, OfCustomers) {
    ADatabase made{customers_migrations()};
    Outbox outbox{made.database, {"customers"}};
    CustomerStore store{made.database, outbox};
    const customers::Customer ana{CustomerId::make(now, random), email, now};
    const auto plan = [&](auto work) { return plan_of(made, "customers", std::move(work)); };
    run(store.commit({.customer = ana}));
    EXPECT_EQ(plan(store.find(ana.id())), "IDHACK");
    EXPECT_EQ(plan(store.find(email)), "IXSCAN { email_key: 1 }");
    EXPECT_EQ(plan(store.list({})), "IXSCAN { _id: 1 }");
    EXPECT_EQ(plan(store.commit({.customer = ana.changed_at(now)})), "IXSCAN { _id: 1 }");
    EXPECT_EQ(plan(store.find_link({})), "IXSCAN { links.digest: 1 }");
    EXPECT_EQ(plan(store.forget_links(now)), "IXSCAN { links.expires_at: 1 }");
    EXPECT_EQ(plan(store.blocked_until(now, 10)), "IXSCAN { blocked_until: 1 }");
    EXPECT_EQ(plan(store.recorded_answer("key")), "IXSCAN { answers.key: 1 }");
    EXPECT_EQ(plan(store.forget_answers(now)), "IXSCAN { answers.answered_at: 1 }");
}

TEST_F(MongoPlans, OfASearchForCustomersAmongMany) {
    ADatabase made{customers_migrations()};
    Outbox outbox{made.database, {"customers"}};
    CustomerStore store{made.database, outbox};
    for (int i = 0; i < 120; ++i)
        run(store.commit(
            {.customer = {CustomerId::make(now, random), *Email::parse(fmt::format("c{}@x.es", i)), now}}));
    run(store.commit({.customer = {CustomerId::make(now, random), email, now}}));
    EXPECT_EQ(run(store.list({.text = "ana"})).items.size(), 1U);
    EXPECT_EQ(made.last_plan("customers"), "IXSCAN { words: 1, _id: 1 }, sorted");
}

TEST_F(MongoPlans, OfEmployeesAndTeams) {
    ADatabase made{employees_migrations()};
    Outbox outbox{made.database, {"employees", "teams"}};
    EmployeeStore store{made.database, outbox};
    const employees::Team team{.id = TeamId::make(now, random), .name = "Norte", .created_at = now, .updated_at = now};
    const employees::Employee eva{.id = EmployeeId::make(now, random),
                                  .email = email,
                                  .role = employees::Position::admin,
                                  .team_ids = {team.id},
                                  .state = employees::State::active,
                                  .created_at = now,
                                  .updated_at = now};
    const auto plan = [&](auto work) { return plan_of(made, "employees", std::move(work)); };
    const auto team_plan = [&](auto work) { return plan_of(made, "teams", std::move(work)); };
    run(store.commit(employees::TeamChange{.team = team}));
    run(store.commit(employees::Change{.employee = eva}));
    EXPECT_EQ(plan(store.find(eva.id)), "IDHACK");
    EXPECT_EQ(plan(store.find(email)), "IXSCAN { email_key: 1 }");
    EXPECT_EQ(plan(store.list({})), "IXSCAN { _id: 1 }");
    EXPECT_EQ(plan(store.has_active_admin()), "IXSCAN { role: 1, state: 1 }");
    EXPECT_EQ(plan(store.find_link({})), "IXSCAN { links.digest: 1 }");
    EXPECT_EQ(plan(store.forget_links(now)), "IXSCAN { links.expires_at: 1 }");
    EXPECT_EQ(plan(store.commit(employees::Change{.employee = eva.changed_at(now)})), "IXSCAN { _id: 1 }");
    EXPECT_EQ(team_plan(store.teams()), "IXSCAN { name_key: 1 }");
    EXPECT_EQ(team_plan(store.find_team(team.id)), "IXSCAN { _id: 1 }");
    EXPECT_EQ(plan_of(made, "answers", store.recorded_answer("key")), "IDHACK");
    EXPECT_EQ(plan_of(made, "answers", store.forget_answers(now)), "IXSCAN { answered_at: 1 }");
}

TEST_F(MongoPlans, OfSessionsAndTokens) {
    ADatabase made{employees_migrations()};
    Outbox outbox{made.database, {"api_tokens"}};
    SessionStore sessions{made.database};
    ApiTokenStore tokens{made.database, outbox};
    const auto session = access::start_session(access::SessionKind::employee, Uuid{{7}}, now, random).session;
    const auto plan = [&](auto work) { return plan_of(made, "sessions", std::move(work)); };
    EXPECT_EQ(plan(sessions.put(session)), "IDHACK");
    EXPECT_EQ(plan(sessions.find(session.id)), "IDHACK");
    EXPECT_EQ(plan(sessions.replace(session, session.token)), "IXSCAN { _id: 1 }");
    EXPECT_EQ(plan(sessions.end(session.id, now)), "IXSCAN { _id: 1 }");
    EXPECT_EQ(plan(sessions.end_all(session.subject, {}, now)), "IXSCAN { subject: 1, signed_in_at: -1 }");
    EXPECT_EQ(plan(sessions.list(session.subject, now)), "IXSCAN { subject: 1, signed_in_at: -1 }");
    EXPECT_EQ(plan(sessions.remove_old(now)), "IXSCAN { over_at: 1 }");
    EXPECT_EQ(plan_of(made, "api_tokens", tokens.find({})), "IXSCAN { digest: 1 }");
    EXPECT_EQ(plan_of(made, "api_tokens", tokens.list()), "IXSCAN { _id: 1 }");
}

TEST_F(MongoPlans, OfNotifications) {
    ADatabase made{notifications_migrations()};
    Outbox outbox{made.database, {"notifications"}};
    NotificationStore store{made.database, outbox};
    const auto plan = [&](auto work) { return plan_of(made, "notifications", std::move(work)); };
    const auto people_plan = [&](auto work) { return plan_of(made, "people", std::move(work)); };
    EXPECT_EQ(plan(store.due(now, 10)), "IXSCAN { waited_for: 1, not_before: 1, _id: 1 }");
    EXPECT_EQ(plan(store.next_due()), "IXSCAN { waited_for: 1, not_before: 1, _id: 1 }");
    EXPECT_EQ(plan(store.erase(Uuid{{7}})), "IXSCAN { recipient: 1 }");
    EXPECT_EQ(plan(store.list({})), "IXSCAN { _id: 1 }");
    EXPECT_EQ(plan(store.list({.state = notifications::State::failed})), "IXSCAN { state: 1, _id: -1 }");
    EXPECT_EQ(plan(store.list({.incident = IncidentId{{{7}}}})), "IXSCAN { incident: 1, _id: -1 }");
    run(store.recent(email, notifications::Template::receipt, now));
    EXPECT_EQ(made.last_plan("notifications"), "IXSCAN { created_at: 1 }");
    EXPECT_EQ(people_plan(store.find_person(Uuid{{7}})), "IDHACK");
    EXPECT_EQ(people_plan(store.is_verified(email)), "IXSCAN { email_key: 1 }");
    EXPECT_EQ(people_plan(store.supervisors()), "IXSCAN { _id: 1, supervises: 1 }");
}

} // namespace resuelve::mongodb
