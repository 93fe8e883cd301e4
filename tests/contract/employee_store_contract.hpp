#pragma once

#include "domain/employees/employee_store.hpp"
#include "domain/employees/events.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::employees {

/// What every EmployeeStore has to do. An adapter's test instantiates it with a type that has `EmployeeStore& store()`
/// and `std::vector<events::Event> events()`: those stored so far and not published.
template <class Adapter>
class EmployeeStoreContract : public testing::Test {
protected:
    Employee an_employee(std::string_view email, Position role = Position::agent) {
        now += std::chrono::milliseconds{1};
        return {.id = EmployeeId::make(now, random),
                .email = *Email::parse(email),
                .first_name = "Marta",
                .last_name = "Ruiz",
                .role = role,
                .state = State::active,
                .created_at = now,
                .updated_at = now};
    }
    Team a_team(std::string name) {
        now += std::chrono::milliseconds{1};
        return {.id = TeamId::make(now, random), .name = std::move(name), .created_at = now, .updated_at = now};
    }

    Employee stored(Employee employee) {
        run(store.commit(Change{.employee = employee}));
        return employee;
    }
    Team stored(Team team) {
        run(store.commit(TeamChange{.team = team}));
        return team;
    }

    Problem::Code refusal_of(auto change) {
        try {
            run(store.commit(std::move(change)));
        } catch (const Problem& problem) {
            return problem.code();
        }
        ADD_FAILURE() << "the change was stored";
        return Problem::internal;
    }
    Problem::Code refusal_of_removing(Team team) {
        try {
            run(store.remove(std::move(team), {}));
        } catch (const Problem& problem) {
            return problem.code();
        }
        ADD_FAILURE() << "the team was removed";
        return Problem::internal;
    }

    events::Event an_event(const Employee& employee) {
        return employee_event(event_type::updated, employee,
                              {now, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}, random);
    }

    Adapter adapter;
    EmployeeStore& store = adapter.store();
    SeededRandom random{13};
    Instant now{std::chrono::milliseconds{1'700'000'000'000}};
};

TYPED_TEST_SUITE_P(EmployeeStoreContract);

TYPED_TEST_P(EmployeeStoreContract, KeepsEveryField) {
    const auto first = this->stored(this->a_team("Recambios"));
    const auto second = this->stored(this->a_team("Env\u00edos"));
    auto employee = this->an_employee("Marta@Tienda.es", Position::supervisor);
    employee.team_ids = {second.id, first.id};
    employee.state = State::invited;
    employee.language = "eu";
    employee.password_hash = "$argon2id$v=19$x";
    employee.second_factor = SecondFactor{.sealed_seed = "key.box",
                                          .confirmed = true,
                                          .last_used_step = 57,
                                          .recovery_codes = {recovery_digest("a"), recovery_digest("b")}};
    employee.passkeys = {{.id = access::PasskeyId::make(this->now, this->random),
                          .name = "Port\u00e1til",
                          .credential = {.id = {{1, 2}}, .public_key = {{3, 4}}, .sign_count = 5},
                          .added_at = this->now,
                          .last_used_at = this->now}};
    this->stored(employee);
    EXPECT_EQ(run(this->store.find(employee.id)), employee);
    EXPECT_EQ(run(this->store.find(*Email::parse("marta@tienda.es"))), employee);
    auto changed = employee.changed_at(this->now);
    changed.passkeys.clear();
    changed.team_ids = {first.id};
    changed.second_factor.reset();
    changed.password_hash.reset();
    this->stored(changed);
    EXPECT_EQ(run(this->store.find(employee.id)), changed);
}

TYPED_TEST_P(EmployeeStoreContract, FindsNobodyItWasNotGiven) {
    EXPECT_FALSE(run(this->store.find(EmployeeId{})));
    EXPECT_FALSE(run(this->store.find(*Email::parse("a@x.es"))));
    EXPECT_FALSE(run(this->store.find_team(TeamId{})));
    EXPECT_FALSE(run(this->store.has_active_admin()));
}

TYPED_TEST_P(EmployeeStoreContract, KeepsAnAddressUniqueEvenOfSomebodyDisabled) {
    auto first = this->an_employee("a@x.es");
    first.state = State::disabled;
    this->stored(first);
    EXPECT_EQ(this->refusal_of(Change{.employee = this->an_employee("A@X.es")}), Problem::email_taken);
}

TYPED_TEST_P(EmployeeStoreContract, LetsOneOfTwoChangesWin) {
    const auto employee = this->stored(this->an_employee("a@x.es"));
    auto one = employee.changed_at(this->now);
    one.first_name = "Ana";
    this->stored(one);
    EXPECT_EQ(
        this->refusal_of(Change{.employee = employee.changed_at(this->now), .events = {this->an_event(employee)}}),
        Problem::stale_version);
    EXPECT_EQ(run(this->store.find(employee.id))->first_name, "Ana");
    EXPECT_TRUE(this->adapter.events().empty());
}

TYPED_TEST_P(EmployeeStoreContract, StoresEventsWithTheChange) {
    const auto employee = this->an_employee("a@x.es");
    const auto event = this->an_event(employee);
    run(this->store.commit(Change{.employee = employee, .events = {event}}));
    const auto team = this->a_team("Recambios");
    const auto told = team_event(team, true, {this->now, ""}, this->random);
    run(this->store.commit(TeamChange{.team = team, .events = {told}}));
    const auto events = this->adapter.events();
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].id, event.id);
    EXPECT_EQ(events[0].data, event.data);
    EXPECT_EQ(events[1].id, told.id);
}

TYPED_TEST_P(EmployeeStoreContract, AlwaysHasAnActiveAdministrator) {
    auto first = this->stored(this->an_employee("a@x.es", Position::admin));
    EXPECT_TRUE(run(this->store.has_active_admin()));
    auto second = this->stored(this->an_employee("b@x.es", Position::admin));
    second = second.changed_at(this->now);
    second.state = State::disabled;
    this->stored(second);

    auto demoted = first.changed_at(this->now);
    demoted.role = Position::supervisor;
    EXPECT_EQ(this->refusal_of(Change{.employee = demoted}), Problem::conflict);
    auto disabled = first.changed_at(this->now);
    disabled.state = State::disabled;
    EXPECT_EQ(this->refusal_of(Change{.employee = disabled}), Problem::conflict);
    EXPECT_EQ(run(this->store.find(first.id)), first);

    auto renamed = first.changed_at(this->now);
    renamed.first_name = "Ana";
    this->stored(renamed);
    EXPECT_TRUE(run(this->store.has_active_admin()));
}

TYPED_TEST_P(EmployeeStoreContract, RefusesATeamThatDoesNotExist) {
    auto employee = this->an_employee("a@x.es");
    employee.team_ids = {TeamId::make(this->now, this->random)};
    EXPECT_EQ(this->refusal_of(Change{.employee = employee}), Problem::invalid);
    EXPECT_FALSE(run(this->store.find(employee.id)));
}

TYPED_TEST_P(EmployeeStoreContract, PagesAndFilters) {
    using testing::ElementsAre;
    const auto team = this->stored(this->a_team("Recambios"));
    std::vector<EmployeeId> ids;
    for (int i = 0; i < 5; ++i) {
        auto employee = this->an_employee(fmt::format("a{}@x.es", i));
        if (i % 2 == 0) employee.team_ids = {team.id};
        if (i == 4) employee.state = State::invited;
        ids.push_back(this->stored(employee).id);
    }
    const auto ids_of = [](const Page& page) {
        std::vector<EmployeeId> result;
        for (const auto& employee : page.items)
            result.push_back(employee.id);
        return result;
    };
    const auto first = run(this->store.list({.limit = 3}));
    EXPECT_THAT(ids_of(first), ElementsAre(ids[0], ids[1], ids[2]));
    ASSERT_TRUE(first.next_cursor);
    const auto second = run(this->store.list({.cursor = *first.next_cursor, .limit = 3}));
    EXPECT_THAT(ids_of(second), ElementsAre(ids[3], ids[4]));
    EXPECT_FALSE(second.next_cursor);
    EXPECT_THAT(ids_of(run(this->store.list({.team = team.id}))), ElementsAre(ids[0], ids[2], ids[4]));
    EXPECT_THAT(ids_of(run(this->store.list({.state = State::active, .team = team.id}))), ElementsAre(ids[0], ids[2]));
    EXPECT_THAT(ids_of(run(this->store.list({.state = State::invited}))), ElementsAre(ids[4]));
    EXPECT_THROW(run(this->store.list({.cursor = "x"})), Problem);
}

TYPED_TEST_P(EmployeeStoreContract, KeepsALinkUntilItIsUsedOrReplaced) {
    const auto employee = this->an_employee("a@x.es");
    const auto first = issue_link(employee.id, Purpose::invitation, this->now, this->random).link;
    run(this->store.commit(Change{.employee = employee, .new_link = first}));
    EXPECT_EQ(run(this->store.find_link(first.digest)), first);
    const auto second = issue_link(employee.id, Purpose::invitation, this->now, this->random).link;
    run(this->store.add_link(second, {this->an_event(employee)}));
    EXPECT_EQ(this->adapter.events().size(), 1U);
    EXPECT_FALSE(run(this->store.find_link(first.digest)));
    run(this->store.commit(Change{.employee = employee.changed_at(this->now), .used_link = second.digest}));
    EXPECT_FALSE(run(this->store.find_link(second.digest)));
    EXPECT_EQ(this->refusal_of(
                  Change{.employee = employee.changed_at(this->now).changed_at(this->now), .used_link = second.digest}),
              Problem::not_found);
}

TYPED_TEST_P(EmployeeStoreContract, ForgetsTheLinksOfSomebodyDisabledAndExpiredOnes) {
    auto employee = this->stored(this->an_employee("a@x.es"));
    const auto link = issue_link(employee.id, Purpose::reset_password, this->now, this->random).link;
    run(this->store.add_link(link, {}));
    run(this->store.forget_links(link.expires_at));
    EXPECT_TRUE(run(this->store.find_link(link.digest)));
    employee = employee.changed_at(this->now);
    employee.state = State::disabled;
    this->stored(employee);
    EXPECT_FALSE(run(this->store.find_link(link.digest)));
    run(this->store.add_link(link, {}));
    run(this->store.forget_links(link.expires_at + std::chrono::milliseconds{1}));
    EXPECT_FALSE(run(this->store.find_link(link.digest)));
}

TYPED_TEST_P(EmployeeStoreContract, KeepsTeamsByName) {
    const auto shipping = this->stored(this->a_team("env\u00edos"));
    const auto parts = this->stored(this->a_team("Recambios"));
    const auto books = this->stored(this->a_team("Contabilidad"));
    EXPECT_THAT(run(this->store.teams()), testing::ElementsAre(books, shipping, parts));
    EXPECT_EQ(run(this->store.find_team(parts.id)), parts);
    EXPECT_EQ(this->refusal_of(TeamChange{.team = this->a_team("ENVIOS")}), Problem::conflict);
    auto renamed = parts;
    renamed.name = "Piezas";
    ++renamed.version;
    this->stored(renamed);
    EXPECT_EQ(this->refusal_of(TeamChange{.team = renamed}), Problem::stale_version);
    EXPECT_EQ(run(this->store.find_team(parts.id)), renamed);
}

TYPED_TEST_P(EmployeeStoreContract, RemovesATeamThatNobodyBelongsTo) {
    const auto team = this->stored(this->a_team("Recambios"));
    auto employee = this->an_employee("a@x.es");
    employee.team_ids = {team.id};
    this->stored(employee);
    EXPECT_EQ(this->refusal_of_removing(team), Problem::conflict);
    employee = employee.changed_at(this->now);
    employee.team_ids.clear();
    this->stored(employee);
    auto stale = team;
    ++stale.version;
    EXPECT_EQ(this->refusal_of_removing(stale), Problem::stale_version);
    run(this->store.remove(team, {team_event(team, false, {this->now, ""}, this->random)}));
    EXPECT_FALSE(run(this->store.find_team(team.id)));
    EXPECT_EQ(this->adapter.events().size(), 1U);
}

TYPED_TEST_P(EmployeeStoreContract, RecordsAnAnswerOnce) {
    const http::RecordedAnswer answer{.key = "k",
                                      .fingerprint = "f",
                                      .status = 201,
                                      .location = "/x",
                                      .etag = "\"1\"",
                                      .body = "{}",
                                      .answered_at = this->now};
    run(this->store.commit(Change{.employee = this->an_employee("a@x.es"), .answer = answer}));
    EXPECT_EQ(run(this->store.recorded_answer("k"))->location, "/x");
    const auto second = this->an_employee("b@x.es");
    EXPECT_THROW(run(this->store.commit(Change{.employee = second, .answer = answer})), http::AlreadyAnswered);
    EXPECT_FALSE(run(this->store.find(second.id)));
    EXPECT_THROW(run(this->store.commit(TeamChange{.team = this->a_team("Recambios"), .answer = answer})),
                 http::AlreadyAnswered);
    EXPECT_TRUE(run(this->store.teams()).empty());
    run(this->store.forget_answers(this->now + std::chrono::days{1}));
    EXPECT_FALSE(run(this->store.recorded_answer("k")));
}

REGISTER_TYPED_TEST_SUITE_P(EmployeeStoreContract, KeepsEveryField, FindsNobodyItWasNotGiven,
                            KeepsAnAddressUniqueEvenOfSomebodyDisabled, LetsOneOfTwoChangesWin,
                            StoresEventsWithTheChange, AlwaysHasAnActiveAdministrator, RefusesATeamThatDoesNotExist,
                            PagesAndFilters, KeepsALinkUntilItIsUsedOrReplaced,
                            ForgetsTheLinksOfSomebodyDisabledAndExpiredOnes, KeepsTeamsByName,
                            RemovesATeamThatNobodyBelongsTo, RecordsAnAnswerOnce);

} // namespace resuelve::employees
