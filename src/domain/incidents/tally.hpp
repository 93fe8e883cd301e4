#pragma once

#include "domain/incidents/incident.hpp"

#include <map>
#include <string_view>

namespace resuelve::incidents {

/// What reports count of an incident, and only a change of the incident changes. What time changes (how old the open
/// ones are, and which are overdue) they count anew.
BOOST_DEFINE_ENUM_CLASS(Figure, status, closing, channel, category, product, score, answer, first_answer, open_priority,
                        open_assignee, open_escalated)

/// One of an incident's figures.
struct Fact {
    Figure figure{};
    std::string value;                ///< an enumerator's name, a number, a category; "" for none
    std::chrono::milliseconds took{}; ///< of an answer: since the filing

    bool operator==(const Fact&) const = default;
};

/// To be raised when facts_of() or day_of_opening() says something else: stores then count everything anew.
inline constexpr std::int64_t facts_version = 3;

/// Everything that an incident adds to the reports: one status, one channel, …
std::vector<Fact> facts_of(const Incident& incident);

/// On which of the shop's days an incident was opened: people ask for its midnights, not for those of UTC.
std::chrono::local_days day_of_opening(Instant created_at);

/// The value of Figure::product, which is counted by reason: both in a JSON array.
struct ProductReason {
    std::string product;
    std::string category; ///< "" for none

    std::string to_value() const;
    static ProductReason from_value(std::string_view value);
};

/// How many of the incidents that were opened on a day and are a team's have a value.
struct TallyKey {
    std::chrono::local_days day; ///< the shop's
    std::optional<TeamId> team;
    Figure figure{};
    std::string value;

    auto operator<=>(const TallyKey&) const = default;
};

struct Tally {
    std::int64_t count = 0;
    std::chrono::milliseconds took{}; ///< of all of them

    void operator+=(const Tally& other);
    Tally operator-() const { return {.count = -count, .took = -took}; }
    bool operator==(const Tally&) const = default;
};

/// A tally of any days and teams.
struct FigureSum {
    Figure figure{};
    std::string value;
    Tally tally;
};

/// How many open incidents sums count.
std::int64_t open_in(std::span<const FigureSum> sums);

/// Running sums, or what a change adds to them. A store keeps them up with every change, so that a report over years
/// reads some rows for each day and not each incident (ADR 0024).
class Tallies {
public:
    Tallies() = default;
    /// What one incident adds.
    explicit Tallies(const Incident& incident) : Tallies{incident.created_at, incident.team_id, facts_of(incident)} {}
    /// What one with these facts adds.
    Tallies(Instant created_at, std::optional<TeamId> team, std::vector<Fact> facts);
    void add(const TallyKey& key, const Tally& tally);

    Tallies& operator+=(const Tallies& others);
    Tallies& operator-=(const Tallies& others);

    /// How many they count.
    std::int64_t incidents() const;
    std::size_t size() const { return sums_.size(); }
    bool empty() const { return sums_.empty(); }
    void clear() { sums_.clear(); }
    auto begin() const { return sums_.begin(); }
    auto end() const { return sums_.end(); }

    bool operator==(const Tallies&) const = default;

private:
    std::map<TallyKey, Tally> sums_; ///< without zeros
};

/// What counting everything anew found.
struct Recount {
    std::int64_t incidents = 0;
    std::size_t wrong = 0; ///< tallies that said something else
};

} // namespace resuelve::incidents
