#pragma once

#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/escalate.hpp"
#include "domain/incidents/overview.hpp"
#include "domain/incidents/rate.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// The figures of the reports.
template <class Adapter>
class IncidentStoreReports : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreReports);

TYPED_TEST_P(IncidentStoreReports, CountsAsTheDomainDoes) {
    const auto now = testing::filing_time + days{40};
    std::vector<Incident> all;
    for (int i = 0; i < 14; ++i)
        all.push_back(this->stored(testing::an_incident()
                                       .with_priority(static_cast<Priority>(i % 4))
                                       .with_channel(static_cast<Channel>(i % 6))
                                       .filed_at(testing::filing_time + days{i * 3})
                                       .in(static_cast<Status>(i % 7))));
    all[6] = this->commit(rate(all[6], {.score = 4}, this->by(testing::ana(), days{41})));
    all[0] = this->commit(
        change_incident(all[0], {.category = std::optional<std::string>{"envío"}}, this->by(testing::an_agent())));
    all[1] = this->commit(escalate(all[1], "Urge", this->by(testing::a_supervisor())));

    const OverviewQuery whole{.scope = {.all = true}, .now = now};
    const OverviewQuery part{.scope = {.all = true},
                             .now = now,
                             .from = testing::filing_time + days{3},
                             .until = testing::filing_time + days{12}};
    const OverviewQuery of_an_agent{.scope = {.agent = testing::an_agent().employee_id()}, .now = now};
    for (const auto& query : {whole, part, of_an_agent}) {
        OverviewCount count{query};
        for (const auto& incident : all)
            count.add(incident);
        const auto expected = count.overview();
        const auto counted = run(this->store.overview(query));
        EXPECT_EQ(counted.total, expected.total);
        EXPECT_EQ(counted.by_status, expected.by_status);
        EXPECT_EQ(counted.by_closing, expected.by_closing);
        EXPECT_EQ(counted.open_by_priority, expected.open_by_priority);
        EXPECT_EQ(counted.by_channel, expected.by_channel);
        EXPECT_EQ(counted.by_category, expected.by_category);
        EXPECT_EQ(counted.open_by_assignee, expected.open_by_assignee);
        EXPECT_EQ(counted.open_by_age_days, expected.open_by_age_days);
        EXPECT_EQ(counted.by_score, expected.by_score);
        EXPECT_EQ(counted.overdue, expected.overdue);
        EXPECT_EQ(counted.escalated, expected.escalated);
        EXPECT_EQ(counted.answered_in_time, expected.answered_in_time);
        EXPECT_EQ(counted.answered_late, expected.answered_late);
        EXPECT_NEAR(counted.mean_hours_to_first_answer, expected.mean_hours_to_first_answer, 1e-6);
        EXPECT_NEAR(counted.mean_hours_to_resolution, expected.mean_hours_to_resolution, 1e-6);
    }
    EXPECT_EQ(run(this->store.overview(whole)).total, 14);
    EXPECT_EQ(run(this->store.overview(part)).total, 3);
}

TYPED_TEST_P(IncidentStoreReports, CountsNothingForAScopeOfNobody) {
    this->stored(testing::an_incident());
    EXPECT_EQ(run(this->store.overview({.scope = {}, .now = testing::filing_time})), Overview{});
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreReports, CountsAsTheDomainDoes, CountsNothingForAScopeOfNobody);

} // namespace resuelve::incidents
