#pragma once

#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/escalate.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// Lists: scopes, filters, orders and cursors.
template <class Adapter>
class IncidentStoreLists : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreLists);

TYPED_TEST_P(IncidentStoreLists, ListsNewestFirstUnlessToldOtherwise) {
    std::vector<IncidentId> order;
    for (int day = 0; day < 3; ++day)
        order.push_back(this->stored(testing::an_incident().filed_at(testing::filing_time + days{day})).id);
    std::vector<IncidentId> listed;
    for (const auto& incident : run(this->store.list({.scope = {.all = true}})).items)
        listed.push_back(incident.id);
    EXPECT_THAT(listed, ElementsAre(order[2], order[1], order[0]));
}

TYPED_TEST_P(IncidentStoreLists, ListsNothingForAScopeOfNobody) {
    this->stored(testing::an_incident());
    EXPECT_THAT(run(this->store.list({})).items, IsEmpty());
}

TYPED_TEST_P(IncidentStoreLists, ListsACustomersOwnOnly) {
    const auto own = this->stored(testing::an_incident());
    this->stored_of(this->another_customer());
    this->stored(testing::an_incident().of_contact("fermin@example.com"));
    EXPECT_EQ(this->listed({.scope = {.customer = testing::ana().customer_id()}}), (std::set{own.id}));
}

TYPED_TEST_P(IncidentStoreLists, ListsAnAgentsTeamsNoTeamAndAssignedOnes) {
    const TeamId own_team{testing::uuid(20)};
    const TeamId other_team{testing::uuid(21)};
    const auto of_the_team = this->stored(testing::an_incident().in_team(own_team));
    const auto of_no_team = this->stored(testing::an_incident());
    const auto assigned = this->stored(testing::an_incident().in_team(other_team).in_progress());
    this->stored(testing::an_incident().in_team(other_team));
    const Scope scope{.agent = testing::an_agent().employee_id(), .teams = {own_team}};
    EXPECT_EQ(this->listed({.scope = scope}), (std::set{of_the_team.id, of_no_team.id, assigned.id}));
    const Scope without_teams{.agent = testing::an_agent().employee_id()};
    EXPECT_EQ(this->listed({.scope = without_teams}), (std::set{of_no_team.id, assigned.id}));
    EXPECT_EQ(this->listed({.scope = scope, .team = other_team}), (std::set{assigned.id}));
    EXPECT_EQ(this->listed({.scope = scope, .text = "cafetera"}),
              (std::set{of_the_team.id, of_no_team.id, assigned.id}));
}

TYPED_TEST_P(IncidentStoreLists, FiltersByEachField) {
    using Ids = std::set<IncidentId>;
    const TeamId team{testing::uuid(20)};
    const auto plain = this->stored(testing::an_incident());
    auto taken = this->stored(testing::an_incident().in_team(team).with_priority(Priority::urgent).in_progress());
    const auto special = this->stored_of(this->another_customer(), testing::an_incident().with_category("envío"));
    taken = this->commit(
        change_incident(taken, {.tags = std::set<std::string>{"garantía", "vip"}}, this->by(testing::an_agent())));
    taken = this->commit(escalate(taken, "Urge", this->by(testing::a_supervisor())));

    EXPECT_EQ(this->listed({.statuses = {Status::in_progress}}), Ids{taken.id});
    EXPECT_EQ(this->listed({.statuses = {Status::in_progress, Status::registered}}),
              (Ids{plain.id, taken.id, special.id}));
    EXPECT_EQ(this->listed({.statuses = {Status::closed}}), Ids{});
    EXPECT_EQ(this->listed({.assignee = testing::an_agent().employee_id()}), Ids{taken.id});
    EXPECT_EQ(this->listed({.unassigned = true}), (Ids{plain.id, special.id}));
    EXPECT_EQ(this->listed({.team = team}), Ids{taken.id});
    EXPECT_EQ(this->listed({.without_team = true}), (Ids{plain.id, special.id}));
    EXPECT_EQ(this->listed({.priority = Priority::urgent}), Ids{taken.id});
    EXPECT_EQ(this->listed({.priority = Priority::low}), Ids{});
    EXPECT_EQ(this->listed({.category = "envío"}), Ids{special.id});
    EXPECT_EQ(this->listed({.customer = this->another_customer()}), Ids{special.id});
    EXPECT_EQ(this->listed({.tag = "vip"}), Ids{taken.id});
    EXPECT_EQ(this->listed({.tag = "vi"}), Ids{}) << "a tag is found whole";
    EXPECT_EQ(this->listed({.escalated = true}), Ids{taken.id});
    EXPECT_EQ(this->listed({.escalated = false}), (Ids{plain.id, special.id}));
    EXPECT_EQ(this->listed({.statuses = {Status::registered}, .category = "envío"}), Ids{special.id});
    EXPECT_EQ(this->listed({.unassigned = true, .priority = Priority::urgent}), Ids{});
}

TYPED_TEST_P(IncidentStoreLists, FiltersByWhatIsSoNow) {
    using Ids = std::set<IncidentId>;
    auto incident = this->stored(testing::an_incident().with_category("envío"));
    incident = this->commit(
        change_incident(incident, {.priority = Priority::high, .category = std::optional<std::string>{"garantía"}},
                        this->by(testing::an_agent())));
    EXPECT_EQ(this->listed({.category = "envío"}), Ids{});
    EXPECT_EQ(this->listed({.category = "garantía"}), Ids{incident.id});
    EXPECT_EQ(this->listed({.priority = Priority::normal}), Ids{});
}

TYPED_TEST_P(IncidentStoreLists, SortsByEveryKeyInBothDirectionsAndPagesWithoutLossOrRepetition) {
    std::set<IncidentId> all;
    for (int i = 0; i < 12; ++i)
        all.insert(this->stored(testing::an_incident()
                                    .with_subject("Cafetera " + std::to_string(i))
                                    .with_priority(static_cast<Priority>(i % 4))
                                    .with_category(i % 3 == 0 ? "undue_charge" : "otra")
                                    .filed_at(testing::filing_time - hours{(i * 7 % 5) * 24})
                                    .in(static_cast<Status>(i % 7)))
                       .id);
    const auto key = [](const Incident& incident, SortKey sort) -> std::int64_t {
        switch (sort) {
        case SortKey::created:
            return incident.created_at.time_since_epoch().count();
        case SortKey::updated:
            return incident.updated_at.time_since_epoch().count();
        case SortKey::deadline:
            return incident.deadlines.answer_by.time_since_epoch().count();
        case SortKey::priority:
            return static_cast<std::int64_t>(incident.priority);
        case SortKey::relevance:
            return 0; // the adapter's own matter
        }
        return 0;
    };
    for (const auto sort :
         {SortKey::created, SortKey::updated, SortKey::deadline, SortKey::priority, SortKey::relevance})
        for (const bool descending : {true, false}) {
            IncidentQuery query{.scope = {.all = true}, .sort = sort, .descending = descending, .limit = 5};
            if (sort == SortKey::relevance) query.text = "cafetera";
            const auto listed = this->paged(query);
            EXPECT_EQ(listed.size(), all.size()) << static_cast<int>(sort);
            EXPECT_EQ(this->ids(listed), all) << static_cast<int>(sort);
            for (std::size_t i = 1; i < listed.size(); ++i) {
                const auto before = key(listed[i - 1], sort);
                const auto after = key(listed[i], sort);
                EXPECT_TRUE(descending ? before >= after : before <= after) << static_cast<int>(sort);
            }
        }
}

TYPED_TEST_P(IncidentStoreLists, GivesNoCursorAfterTheLastPage) {
    for (int i = 0; i < 4; ++i)
        this->stored(testing::an_incident());
    auto page = run(this->store.list({.scope = {.all = true}, .limit = 4}));
    EXPECT_FALSE(page.next_cursor);
    page = run(this->store.list({.scope = {.all = true}, .limit = 3}));
    ASSERT_TRUE(page.next_cursor);
    page = run(this->store.list({.scope = {.all = true}, .cursor = *page.next_cursor, .limit = 3}));
    EXPECT_THAT(page.items, SizeIs(1));
    EXPECT_FALSE(page.next_cursor);
}

TYPED_TEST_P(IncidentStoreLists, PagesOnWhileOthersAreFiled) {
    std::set<IncidentId> before;
    for (int i = 0; i < 6; ++i)
        before.insert(this->stored(testing::an_incident().filed_at(testing::filing_time + hours{i})).id);
    IncidentQuery query{.scope = {.all = true}, .limit = 2};
    std::vector<IncidentId> seen;
    for (int page_number = 0;; ++page_number) {
        const auto page = run(this->store.list(query));
        for (const auto& incident : page.items)
            seen.push_back(incident.id);
        if (!page.next_cursor) break;
        query.cursor = *page.next_cursor;
        this->stored(testing::an_incident().filed_at(testing::filing_time + days{9 + page_number}));
    }
    EXPECT_EQ(seen.size(), before.size());
    EXPECT_EQ(std::set(seen.begin(), seen.end()), before);
}

TYPED_TEST_P(IncidentStoreLists, RefusesACursorThatIsNotOfTheList) {
    for (int i = 0; i < 4; ++i)
        this->stored(testing::an_incident());
    const IncidentQuery query{.scope = {.all = true}, .limit = 2};
    const auto cursor = run(this->store.list(query)).next_cursor.value();
    auto by_priority = query;
    by_priority.sort = SortKey::priority;
    by_priority.cursor = cursor;
    auto upwards = query;
    upwards.descending = false;
    upwards.cursor = cursor;
    auto nonsense = query;
    nonsense.cursor = "bm9uc2Vuc2U";
    auto cut = query;
    cut.cursor = cursor.substr(0, cursor.size() - 1);
    for (const auto& wrong : {by_priority, upwards, nonsense, cut}) {
        try {
            run(this->store.list(wrong));
            ADD_FAILURE() << "a wrong cursor was taken: " << wrong.cursor;
        } catch (const Problem& problem) {
            EXPECT_EQ(problem.code(), Problem::malformed);
        }
    }
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreLists, ListsNewestFirstUnlessToldOtherwise, ListsNothingForAScopeOfNobody,
                            ListsACustomersOwnOnly, ListsAnAgentsTeamsNoTeamAndAssignedOnes, FiltersByEachField,
                            FiltersByWhatIsSoNow, SortsByEveryKeyInBothDirectionsAndPagesWithoutLossOrRepetition,
                            GivesNoCursorAfterTheLastPage, PagesOnWhileOthersAreFiled,
                            RefusesACursorThatIsNotOfTheList);

} // namespace resuelve::incidents
