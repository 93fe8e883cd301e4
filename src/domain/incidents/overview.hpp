#pragma once

#include "domain/incidents/tally.hpp"

#include <map>

namespace resuelve::incidents {

struct OverviewQuery {
    Instant now;
    std::optional<Instant> from;        ///< opened at or after
    std::optional<Instant> until;       ///< opened before
    std::optional<TeamId> team;         ///< only those that are this team's now
    std::optional<std::string> product; ///< only those about it

    bool covers(const Incident& incident) const;
};

/// Figures of the reports.
struct Overview {
    std::int64_t total = 0;
    std::map<Status, std::int64_t> by_status;
    std::map<ClosedAs, std::int64_t> by_closing;
    std::map<Priority, std::int64_t> open_by_priority;
    std::map<Channel, std::int64_t> by_channel;
    std::map<std::string, std::int64_t> by_category;                       ///< "" for none
    std::map<std::string, std::map<std::string, std::int64_t>> by_product; ///< by category: "" for none
    std::map<std::string, std::int64_t> open_by_assignee;                  ///< employee id; "" for nobody
    std::map<int, std::int64_t> open_by_age_days;                          ///< lower bounds 0, 1, 3, 7, 15, 30 days
    std::map<int, std::int64_t> by_score;                                  ///< 1 to 5
    std::int64_t overdue = 0;                                              ///< open and past answer_by
    std::int64_t escalated = 0;                                            ///< open and escalated
    std::int64_t answered_in_time = 0;                                     ///< resolution proposed by answer_by
    std::int64_t answered_late = 0;
    double mean_hours_to_first_answer = 0; ///< since the filing; of those that have one
    double mean_hours_to_resolution = 0;   ///< to the last proposal

    bool operator==(const Overview&) const = default;
};

/// Open incidents of one class of age.
struct AgeClass {
    int days = 0;                 ///< the class's name: at least so old
    std::optional<Instant> from;  ///< opened at or after
    std::optional<Instant> until; ///< opened before

    bool covers(Instant created) const { return (!from || created >= *from) && (!until || created < *until); }
};

/// Counts incidents into the figures of the reports: what each figure means is written here and in facts_of() alone.
class OverviewCount {
public:
    explicit OverviewCount(OverviewQuery query) : query_{std::move(query)} {}

    /// Counts it if the query covers it.
    void add(const Incident& incident);
    /// The part of add() that tallies can stand for.
    void add_facts(const Incident& incident);
    /// As many add_facts() as it counts, of incidents that the query covers.
    void add(const FigureSum& sum);
    /// So many open ones of a class of age.
    void add_aged(const AgeClass& age, std::int64_t count);
    /// Counts it if the query covers it and it is overdue.
    void add_overdue(const Incident& incident);

    Overview overview() const;

private:
    OverviewQuery query_;
    Overview figures_;
    Tally to_first_answer_;
    Tally to_resolution_;
};

/// The classes of age within the query's time, those that are empty by it left out.
std::vector<AgeClass> age_classes(const OverviewQuery& query);

/// Which days of a period tallies can stand for, and what is left of it at its ends.
struct TalliedPeriod {
    TalliedPeriod(std::optional<Instant> from, std::optional<Instant> until);
    explicit TalliedPeriod(const OverviewQuery& query) : TalliedPeriod{query.from, query.until} {}

    struct Part {
        Instant from;
        Instant until;
    };

    std::optional<std::chrono::local_days> first_day; ///< none: since ever
    std::optional<std::chrono::local_days> end_day;   ///< the first one that is not; none: for ever
    std::vector<Part> cut_days;                       ///< to be counted one by one
};

} // namespace resuelve::incidents
