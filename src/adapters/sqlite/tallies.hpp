#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/incidents/daily.hpp"

namespace resuelve::sqlite {

/// The table `tallies`, by which reports over years read little: see incidents::Tallies and ADR 0024.
inline constexpr std::string_view tallies_schema = R"sql(
CREATE TABLE tallies(
    day    INTEGER NOT NULL, -- of the opening, since 1970, the shop's
    team   BLOB NOT NULL,    -- x'' for none
    figure TEXT NOT NULL,
    value  TEXT NOT NULL,
    count  INTEGER NOT NULL,
    took   INTEGER NOT NULL, -- milliseconds, of all of them
    PRIMARY KEY(day, team, figure, value)
) STRICT, WITHOUT ROWID;

-- Whoever opens the store counts it anew.
CREATE TABLE uncounted(one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;
INSERT INTO uncounted(one) SELECT 1 WHERE EXISTS (SELECT 1 FROM incidents);

ALTER TABLE facts ADD COLUMN product TEXT;
UPDATE facts SET product = incidents.product FROM incidents WHERE row = incident AND incidents.product IS NOT NULL;
)sql";

/// By which incidents::facts_version they are counted.
inline constexpr std::string_view tallies_of_a_version = R"sql(
DROP TABLE uncounted;
CREATE TABLE counted(one INTEGER PRIMARY KEY CHECK (one = 1), facts INTEGER NOT NULL) STRICT;
INSERT INTO counted(one, facts) VALUES (1, 0);
)sql";

/// Whether all incidents are counted as this program counts.
bool is_counted(Connection& connection);

/// Keeps the tallies up with every change, in its transaction. Those of a batch are summed before they are written:
/// incidents that are opened together add to the same few rows.
class TallyKeeper {
public:
    explicit TallyKeeper(Database& database);
    TallyKeeper(const TallyKeeper&) = delete;
    TallyKeeper& operator=(const TallyKeeper&) = delete;

    /// Within a command of the writer.
    void add(const incidents::Tallies& tallies) { changes_ += tallies; }
    void subtract(const incidents::Tallies& tallies) { changes_ -= tallies; }

private:
    incidents::Tallies changes_; ///< of the writer's thread
};

/// Of what was opened on the period's whole days.
std::vector<incidents::FigureSum> sums_of(Connection& connection, const incidents::TalliedPeriod& period,
                                          const std::optional<TeamId>& team);

/// The incidents::daily_figures of each day that has some.
std::vector<incidents::DaySum> daily_sums_of(Connection& connection, const incidents::DailyQuery& query);

/// Makes all tallies anew from the incidents, within a transaction. Some seconds for a million.
incidents::Recount recount(Connection& connection);

} // namespace resuelve::sqlite
