#pragma once

#include "domain/incidents/incident_query.hpp"

namespace resuelve::incidents {

/// Counts incidents one by one into the figures of the reports: what each figure means is written here alone.
class OverviewCount {
public:
    explicit OverviewCount(OverviewQuery query) : query_{std::move(query)} {}

    /// Counts it if the query covers it.
    void add(const Incident& incident);

    Overview overview() const;

private:
    /// Hours, to be divided by their count.
    struct Mean {
        std::int64_t count = 0;
        double sum = 0;
        void add(Instant from, Instant to);
        double value() const { return count == 0 ? 0 : sum / static_cast<double>(count); }
    };

    void add_open(const Incident& incident);

    OverviewQuery query_;
    Overview figures_;
    Mean to_first_answer_;
    Mean to_resolution_;
};

} // namespace resuelve::incidents
