#include "adapters/sqlite/tallies.hpp"

#include "adapters/sqlite/facts.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>

namespace resuelve::sqlite {
namespace {

using incidents::Figure;
using incidents::Tallies;

std::span<const std::uint8_t> bytes_of(const std::optional<TeamId>& team) {
    return team ? std::span<const std::uint8_t>{team->value.bytes} : std::span<const std::uint8_t>{};
}

std::optional<TeamId> team_in(std::span<const std::uint8_t> bytes) {
    TeamId team;
    if (bytes.size() != team.value.bytes.size()) return std::nullopt;
    std::ranges::copy(bytes, team.value.bytes.begin());
    return team;
}

std::int64_t number_of(std::chrono::local_days day) {
    return day.time_since_epoch().count();
}

std::chrono::local_days day_in(std::int64_t number) {
    return std::chrono::local_days{std::chrono::days{number}};
}

Figure figure_in(std::string_view name) {
    const auto figure = json::enum_from<Figure>(name);
    if (!figure) throw Error{SQLITE_CORRUPT, fmt::format("the store counts the unknown figure {}", name)};
    return *figure;
}

void write(Connection& connection, const Tallies& changes) {
    if (changes.empty()) return;
    auto change =
        connection.prepare("INSERT INTO tallies(day, team, figure, value, count, took) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                           " ON CONFLICT DO UPDATE SET count = count + excluded.count, took = took + excluded.took");
    bool shrinks = false;
    for (const auto& [key, tally] : changes) {
        change
            .bind_all(number_of(key.day), bytes_of(key.team), json::enum_name(key.figure), key.value, tally.count,
                      tally.took.count())
            .run();
        shrinks |= tally.count < 0;
    }
    if (!shrinks) return;
    auto remove = connection.prepare("DELETE FROM tallies WHERE day = ?1 AND team = ?2 AND figure = ?3 AND value = ?4"
                                     " AND count = 0");
    for (const auto& [key, tally] : changes)
        if (tally.count < 0)
            remove.bind_all(number_of(key.day), bytes_of(key.team), json::enum_name(key.figure), key.value).run();
}

Tallies stored(Connection& connection) {
    Tallies tallies;
    auto rows = connection.prepare("SELECT day, team, figure, value, count, took FROM tallies");
    while (rows.step())
        tallies.add({.day = day_in(rows.integer(0)),
                     .team = team_in(rows.blob(1)),
                     .figure = figure_in(rows.text(2)),
                     .value = std::string{rows.text(3)}},
                    {.count = rows.integer(4), .took = std::chrono::milliseconds{rows.integer(5)}});
    return tallies;
}

} // namespace

bool is_counted(Connection& connection) {
    return connection.prepare("SELECT 1 FROM counted WHERE facts = ?1").bind(1, incidents::facts_version).step();
}

TallyKeeper::TallyKeeper(Database& database) {
    database.put_off({.write =
                          [this](Connection& connection) {
                              write(connection, changes_);
                              changes_.clear();
                          },
                      .forget = [this] { changes_.clear(); }});
}

std::vector<incidents::FigureSum> sums_of(Connection& connection, const incidents::TalliedPeriod& period,
                                          const std::optional<TeamId>& team) {
    auto rows = connection.prepare("SELECT figure, value, sum(count), sum(took) FROM tallies"
                                   " WHERE day >= ?1 AND day < ?2 AND (?3 IS NULL OR team = ?3) GROUP BY 1, 2");
    using Limits = std::numeric_limits<std::int64_t>;
    rows.bind_all(period.first_day ? number_of(*period.first_day) : Limits::min(),
                  period.end_day ? number_of(*period.end_day) : Limits::max(), team);
    std::vector<incidents::FigureSum> sums;
    while (rows.step())
        sums.push_back({.figure = figure_in(rows.text(0)),
                        .value = std::string{rows.text(1)},
                        .tally = {.count = rows.integer(2), .took = std::chrono::milliseconds{rows.integer(3)}}});
    return sums;
}

std::vector<incidents::DaySum> daily_sums_of(Connection& connection, const incidents::DailyQuery& query) {
    std::vector<incidents::DaySum> sums;
    for (const auto figure : incidents::daily_figures) {
        auto rows = connection.prepare("SELECT day, value, sum(count) FROM tallies WHERE day >= ?1 AND day < ?2"
                                       " AND (?3 IS NULL OR team = ?3) AND figure = ?4 GROUP BY 1, 2");
        rows.bind_all(number_of(query.first_day), number_of(query.end_day), query.team, json::enum_name(figure));
        while (rows.step())
            sums.push_back(
                {.day = day_in(rows.integer(0)),
                 .sum = {.figure = figure, .value = std::string{rows.text(1)}, .tally = {.count = rows.integer(2)}}});
    }
    return sums;
}

incidents::Recount recount(Connection& connection) {
    const auto right = tallies_of_all(connection);
    auto difference = right;
    difference -= stored(connection);
    connection.prepare("DELETE FROM tallies").run();
    write(connection, right);
    connection.prepare("UPDATE counted SET facts = ?1").bind(1, incidents::facts_version).run();
    return {.incidents = right.incidents(), .wrong = difference.size()};
}

} // namespace resuelve::sqlite
