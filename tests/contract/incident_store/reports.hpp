#pragma once

#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/daily.hpp"
#include "domain/incidents/escalate.hpp"
#include "domain/incidents/rate.hpp"
#include "domain/incidents/working_days.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// The figures of the reports.
template <class Adapter>
class IncidentStoreReports : public IncidentStoreFixture<Adapter> {
protected:
    static constexpr TeamId north() { return TeamId{testing::uuid(50)}; }
    const Instant now = testing::filing_time + days{40};

    /// Of all ways to stand, from a day of each third.
    std::vector<Incident> some_of_everything() {
        std::vector<Incident> all;
        for (int i = 0; i < 14; ++i) {
            auto incident = testing::an_incident()
                                .with_priority(static_cast<Priority>(i % 4))
                                .with_channel(static_cast<Channel>(i % 6))
                                .filed_at(testing::filing_time + days{i * 3} + hours{i})
                                .in(static_cast<Status>(i % 7));
            if (i % 2 == 0) incident.in_team(north());
            if (i % 3 == 0) incident.with_product("Cafetera").with_category("avería");
            all.push_back(this->stored(incident));
        }
        all[6] = this->commit(rate(all[6], {.score = 4}, this->by(testing::ana(), days{41})));
        all[0] = this->commit(
            change_incident(all[0], {.category = std::optional<std::string>{"envío"}}, this->by(testing::an_agent())));
        all[1] = this->commit(escalate(all[1], "Urge", this->by(testing::a_supervisor())));
        all[2] = this->commit(
            change_incident(all[2], {.team_id = std::optional<TeamId>{}}, this->by(testing::a_supervisor())));
        return all;
    }

    /// The store counts what the domain counts in these incidents.
    void expect_counted(const std::vector<Incident>& all, OverviewQuery query) {
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
        EXPECT_EQ(counted.by_product, expected.by_product);
        EXPECT_EQ(counted.open_by_assignee, expected.open_by_assignee);
        EXPECT_EQ(counted.open_by_age_days, expected.open_by_age_days);
        EXPECT_EQ(counted.by_score, expected.by_score);
        EXPECT_EQ(counted, expected);
    }
};

TYPED_TEST_SUITE_P(IncidentStoreReports);

TYPED_TEST_P(IncidentStoreReports, CountAsTheDomainDoes) {
    const auto all = this->some_of_everything();
    this->expect_counted(all, {.now = this->now});
    EXPECT_EQ(run(this->store.overview({.now = this->now})).total, 14);
}

TYPED_TEST_P(IncidentStoreReports, CountAPeriodToTheMillisecond) {
    const auto all = this->some_of_everything();
    const std::array ends{all[1].created_at,
                          all[1].created_at + 1ms,
                          all[2].created_at,
                          all[2].created_at + hours{5},
                          Instant{std::chrono::ceil<days>(all[3].created_at)},
                          all[9].created_at};
    for (const auto from : ends)
        for (const auto until : ends)
            this->expect_counted(all, {.now = this->now, .from = from, .until = until});
    for (const auto end : ends) {
        this->expect_counted(all, {.now = this->now, .from = end});
        this->expect_counted(all, {.now = this->now, .until = end});
    }
}

TYPED_TEST_P(IncidentStoreReports, CountTheIncidentsOfATeamOrAProductAlone) {
    const auto all = this->some_of_everything();
    for (const auto from : {std::optional<Instant>{}, std::optional{all[1].created_at + 1ms}})
        for (const auto& [team, product] : {std::pair{true, false}, std::pair{false, true}, std::pair{true, true}}) {
            OverviewQuery query{.now = this->now, .from = from};
            if (team) query.team = this->north();
            if (product) query.product = "Cafetera";
            this->expect_counted(all, query);
        }
    EXPECT_EQ(run(this->store.overview({.now = this->now, .team = this->north()})).total, 6);
    EXPECT_EQ(run(this->store.overview({.now = this->now, .product = "Cafetera"})).total, 5);
    EXPECT_EQ(run(this->store.overview({.now = this->now, .product = "Tetera"})), Overview{});
}

TYPED_TEST_P(IncidentStoreReports, CountWhatIsLeftOfErasedIncidents) {
    auto all = this->some_of_everything();
    run(this->store.erase_customer(testing::ana().customer_id(), this->now));
    for (auto& incident : all)
        incident = run(this->store.find(incident.id)).value();
    this->expect_counted(all, {.now = this->now});
    EXPECT_THAT(run(this->store.overview({.now = this->now})).by_product, IsEmpty());
}

TYPED_TEST_P(IncidentStoreReports, CountNoChangeThatWasRefused) {
    const auto filed = this->stored(testing::an_incident());
    const auto taken = testing::must(take(filed, this->by(testing::an_agent())));
    this->commit(taken);
    EXPECT_EQ(this->refusal_of({taken}), Problem::stale_version);
    const auto figures = run(this->store.overview({.now = this->now}));
    EXPECT_EQ(figures.by_status, (std::map<Status, std::int64_t>{{Status::in_progress, 1}}));
}

/// Midnights of the shop, over a change of its clocks, with somebody who writes just before and just after them.
TYPED_TEST_P(IncidentStoreReports, CountEachDayAsTheReportOfThatDayAloneDoes) {
    auto all = this->some_of_everything();
    const auto clocks_change = spain().day_of(testing::at("2027-03-28T10:00:00+02:00"));
    for (const auto day : {clocks_change, clocks_change + days{1}})
        for (const auto moment : {spain().begin_of(day), spain().end_of(day)})
            all.push_back(this->stored(testing::an_incident().filed_at(moment).closed()));
    for (const auto first : {spain().day_of(testing::filing_time) - days{3}, clocks_change - days{2}})
        for (const auto& [team, product] : {std::pair{false, false}, std::pair{true, false}, std::pair{false, true}}) {
            DailyQuery query{.first_day = first, .end_day = first + days{45}};
            if (team) query.team = this->north();
            if (product) query.product = "Cafetera";
            const auto counted = run(this->store.daily(query));
            ASSERT_EQ(counted.size(), 45U);
            for (const auto& day : counted) {
                auto alone = query.opened();
                alone.from = spain().begin_of(day.day);
                alone.until = spain().begin_of(day.day + days{1});
                const auto overview = run(this->store.overview(alone));
                const auto closed = overview.by_status.find(Status::closed);
                EXPECT_EQ(day, (DayFigures{.day = day.day,
                                           .total = overview.total,
                                           .closed = closed == overview.by_status.end() ? 0 : closed->second,
                                           .answered_in_time = overview.answered_in_time,
                                           .answered_late = overview.answered_late}));
            }
        }
    const auto of_the_change = run(this->store.daily({.first_day = clocks_change, .end_day = clocks_change + days{2}}));
    for (const auto& day : of_the_change)
        EXPECT_EQ(day.total, 2);
}

TYPED_TEST_P(IncidentStoreReports, CountTheDaysInOrderAlsoThoseOfNothing) {
    const auto all = this->some_of_everything();
    const auto first = spain().day_of(testing::filing_time);
    const auto counted = run(this->store.daily({.first_day = first, .end_day = first + days{4}}));
    ASSERT_EQ(counted.size(), 4U);
    std::vector<std::int64_t> totals;
    for (std::size_t i = 0; i < counted.size(); ++i) {
        EXPECT_EQ(counted[i].day, first + days{i});
        totals.push_back(counted[i].total);
    }
    EXPECT_EQ(totals, (std::vector<std::int64_t>{1, 0, 0, 1}));
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreReports, CountAsTheDomainDoes, CountAPeriodToTheMillisecond,
                            CountTheIncidentsOfATeamOrAProductAlone, CountWhatIsLeftOfErasedIncidents,
                            CountNoChangeThatWasRefused, CountEachDayAsTheReportOfThatDayAloneDoes,
                            CountTheDaysInOrderAlsoThoseOfNothing);

} // namespace resuelve::incidents
