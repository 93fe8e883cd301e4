#include "adapters/mongodb/tallies.hpp"

#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/named.hpp"
#include "adapters/mongodb/overview.hpp"

#include <algorithm>
#include <set>

namespace resuelve::mongodb {
namespace {

using incidents::Fact;
using incidents::Figure;
using incidents::Tallies;

constexpr std::string_view tally_collection = "tallies";
constexpr std::string_view state_collection = "tally_state";
constexpr std::size_t counted_at_once = 100; ///< incidents: who changes one of them waits for the transaction

struct TallyState {
    std::int64_t generation = 1;
    bool complete = false;                         ///< every incident is counted, or marked
    std::int64_t facts = incidents::facts_version; ///< by which they are counted
};

/// The day's name as a moment: its midnight in UTC, whatever the shop's zone.
Instant stored_day(std::chrono::local_days day) {
    return std::chrono::sys_days{day.time_since_epoch()};
}

std::chrono::local_days day_in(Instant stored) {
    return std::chrono::local_days{std::chrono::floor<std::chrono::days>(stored.time_since_epoch())};
}

Value team_or_none(const std::optional<TeamId>& team) {
    return team ? Value{*team} : Value{"none"};
}

Document id_of(std::int64_t generation, const incidents::TallyKey& key) {
    return {{"generation", generation},
            {"day", stored_day(key.day)},
            {"team", team_or_none(key.team)},
            {"figure", json::enum_name(key.figure)},
            {"value", key.value}};
}

/// What an incident is counted as.
Document counted_as(std::int64_t generation, const incidents::Incident& incident) {
    Array facts;
    for (const auto& fact : incidents::facts_of(incident))
        facts.push(Array{json::enum_name(fact.figure), fact.value, fact.took.count()});
    Document counted{{"generation", generation}, {"facts", facts}};
    if (incident.team_id) counted.append("team", *incident.team_id);
    return counted;
}

/// In which it was counted last, 0: in none.
std::int64_t generation_of(View row) {
    const auto counted = row["counted"];
    return counted.is_null() ? 0 : counted.document()["generation"].integer();
}

/// What it added so far to the tallies of a generation.
Tallies added_by(View row, std::int64_t generation, Instant created_at) {
    if (generation_of(row) != generation) return {};
    const auto counted = row["counted"].document();
    std::vector<Fact> facts;
    for (const auto& item : counted["facts"].items()) {
        const auto fact = item.items();
        facts.push_back({.figure = named<Figure>(fact.at(0)),
                         .value = std::string{fact.at(1).text()},
                         .took = std::chrono::milliseconds{fact.at(2).integer()}});
    }
    return {created_at, counted["team"].optional_id<TeamId>(), std::move(facts)};
}

/// What the generation's tallies lack of it.
Tallies lacking(View row, const incidents::Incident& incident, std::int64_t generation) {
    Tallies changes{incident};
    return changes -= added_by(row, generation, incident.created_at);
}

void write(Connection& connection, std::int64_t generation, const Tallies& changes) {
    std::vector<OneUpdate> updates;
    for (const auto& [key, tally] : changes)
        updates.push_back({.filter = {{"_id", id_of(generation, key)}},
                           .update = {{"$inc", Document{{"count", tally.count}, {"took", tally.took.count()}}}},
                           .upsert = true});
    connection.update_each(tally_collection, updates);
}

void count(Connection& connection, std::int64_t generation, const std::vector<Document>& rows) {
    Tallies changes;
    std::vector<OneUpdate> counted;
    for (const auto& row : rows) {
        const auto incident = incident_in(row);
        changes += lacking(row, incident, generation);
        counted.push_back({.filter = {{"_id", incident.id}},
                           .update = {{"$set", Document{{"counted", counted_as(generation, incident)}}},
                                      {"$unset", Document{{"uncounted", ""}}}}});
    }
    // Another count of one of them is a conflict here, before it would be one of everybody's at the tallies.
    connection.update_each(incident_collection, counted);
    write(connection, generation, changes);
}

Document counting_members() {
    return counted_members().append("counted", 1);
}

TallyState tally_state(Connection& connection) {
    const auto row = connection.find_one(state_collection, {.filter = {{"_id", "state"}}});
    if (!row) return {};
    return {.generation = (*row)["generation"].integer(),
            .complete = (*row)["complete"].boolean(),
            .facts = (*row)["facts"].optional_integer().value_or(1)};
}

TallyState ensure_tally_state(Connection& connection) {
    const TallyState first;
    const Document state{{"generation", first.generation}, {"complete", first.complete}, {"facts", first.facts}};
    connection.update_one(state_collection, {{"_id", "state"}}, Document{{"$setOnInsert", state}}, true);
    return tally_state(connection);
}

TallyState begin_generation(Connection& connection) {
    connection.update_one(state_collection, {{"_id", "state"}},
                          Document{{"$inc", Document{{"generation", 1}}},
                                   {"$set", Document{{"complete", false}, {"facts", incidents::facts_version}}}});
    return tally_state(connection);
}

/// Within a transaction. Returns how many it counted.
std::size_t count_some_marked(Connection& connection) {
    const auto state = tally_state(connection);
    if (!state.complete) return 0; // whoever completes them would have to begin each transaction again and again
    const auto rows = connection.find(incident_collection, {.filter = {{"uncounted", true}},
                                                            .sort = {{"uncounted", 1}, {"_id", 1}},
                                                            .projection = counting_members(),
                                                            .limit = counted_at_once,
                                                            .index = "incidents_uncounted"});
    if (!rows.empty()) count(connection, state.generation, rows);
    return rows.size();
}

/// Within a transaction: of the next by their ids, those that the generation has not counted. Returns the last of them;
/// none: that were all.
std::optional<IncidentId> count_next(Connection& connection, const IncidentId& after) {
    const auto generation = tally_state(connection).generation;
    auto rows = connection.find(incident_collection, {.filter = {{"_id", Document{{"$gt", after}}}},
                                                      .sort = {{"_id", 1}},
                                                      .projection = counting_members(),
                                                      .limit = counted_at_once});
    if (rows.empty()) return std::nullopt;
    const auto last = incident_in(rows.back()).id;
    std::erase_if(rows, [&](const Document& row) { return generation_of(row) == generation; });
    if (!rows.empty()) count(connection, generation, rows);
    return last;
}

/// What to look for among the tallies.
Document tallies_of(std::int64_t generation, const incidents::TalliedPeriod& period,
                    const std::optional<TeamId>& team) {
    Document days;
    if (period.first_day) days.append("$gte", stored_day(*period.first_day));
    if (period.end_day) days.append("$lt", stored_day(*period.end_day));
    Document wanted{{"_id.generation", generation}};
    if (!days.empty()) wanted.append("_id.day", days);
    if (team) wanted.append("_id.team", *team);
    return wanted;
}

bool covers(const incidents::TalliedPeriod& period, const std::optional<TeamId>& team, const incidents::TallyKey& key) {
    return (!period.first_day || key.day >= *period.first_day) && (!period.end_day || key.day < *period.end_day) &&
           (!team || key.team == team);
}

bool is_daily(Figure figure) {
    return std::ranges::find(incidents::daily_figures, figure) != incidents::daily_figures.end();
}

/// What the generation's tallies lack.
Tallies uncounted(Connection& connection, std::int64_t generation) {
    Tallies changes;
    std::set<IncidentId> seen; // what changed again since it was marked is found twice
    const auto correct = [&](Document filter, std::string_view index) {
        for (const auto& row :
             connection.find(incident_collection,
                             {.filter = std::move(filter), .projection = counting_members(), .index = index})) {
            const auto incident = incident_in(row);
            if (seen.insert(incident.id).second) changes += lacking(row, incident, generation);
        }
    };
    correct({{"uncounted", true}}, "incidents_uncounted");
    correct({{"tail.at", Document{{"$exists", true}}}}, "incidents_tail");
    return changes;
}

awaitable<void> count_all(Database& database) {
    for (std::optional<IncidentId> last = IncidentId{}; last;)
        last = co_await database.transaction(
            [after = *last](Connection& connection) { return count_next(connection, after); });
}

Tallies stored(Connection& connection, std::int64_t generation) {
    Tallies tallies;
    for (const auto& row :
         connection.find(tally_collection, {.filter = {{"_id.generation", generation}}, .index = "tallies_day"})) {
        const auto id = row["_id"].document();
        const auto team = id["team"];
        tallies.add({.day = day_in(id["day"].instant()),
                     .team = team.type() == BSON_TYPE_UTF8 ? std::nullopt : team.optional_id<TeamId>(),
                     .figure = named<Figure>(id["figure"]),
                     .value = std::string{id["value"].text()}},
                    {.count = row["count"].integer(), .took = std::chrono::milliseconds{row["took"].integer()}});
    }
    return tallies;
}

/// Within a transaction: as reports say it.
Tallies all_said(Connection& connection) {
    const auto generation = tally_state(connection).generation;
    auto all = stored(connection, generation);
    all += uncounted(connection, generation);
    return all;
}

} // namespace

std::string tallies_commands() {
    return R"json(
    {"create": "tallies", "validator": {"$jsonSchema": {"bsonType": "object", "required": ["_id", "count", "took"],
        "properties": {"_id": {"bsonType": "object", "required": ["generation", "day", "team", "figure", "value"]},
            "count": {"bsonType": "long"}, "took": {"bsonType": "long"}}}}},
    {"createIndexes": "tallies", "indexes": [
        {"key": {"_id.generation": 1, "_id.day": 1}, "name": "tallies_day"}
    ]},
    {"create": "tally_state", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "generation", "complete"],
        "properties": {"_id": {"enum": ["state"]}, "generation": {"bsonType": "long", "minimum": 1},
            "complete": {"bsonType": "bool"}}}}},
    {"createIndexes": "incidents", "indexes": [
        {"key": {"uncounted": 1, "_id": 1}, "name": "incidents_uncounted",
         "partialFilterExpression": {"uncounted": true}}
    ]})json";
}

awaitable<void> count_marked(Database& database) {
    while (co_await database.transaction(&count_some_marked) == counted_at_once) {
    }
}

awaitable<void> complete_tallies(Database& database) {
    auto state = co_await database.write(&ensure_tally_state);
    if (state.facts != incidents::facts_version) state = co_await database.write(&begin_generation);
    if (state.complete) co_return;
    co_await count_all(database);
    co_await database.write([generation = state.generation](Connection& connection) {
        // One that another recount has superseded meanwhile is left to it.
        connection.update_one(state_collection, {{"_id", "state"}, {"generation", generation}},
                              Document{{"$set", Document{{"complete", true}}}});
        connection.delete_many(tally_collection, {{"_id.generation", Document{{"$lt", generation}}}});
    });
}

awaitable<incidents::Recount> recount(Database& database) {
    co_await database.write(&ensure_tally_state);
    const auto before = co_await database.transaction(&all_said);
    co_await database.write(&begin_generation);
    co_await complete_tallies(database);
    const auto right = co_await database.transaction(&all_said);
    auto difference = right;
    difference -= before;
    co_return incidents::Recount{.incidents = right.incidents(), .wrong = difference.size()};
}

std::optional<TallySnapshot> TallySnapshot::of(Connection& connection) {
    const auto state = tally_state(connection);
    if (!state.complete || state.facts != incidents::facts_version) return std::nullopt;
    return TallySnapshot{connection, state.generation};
}

TallySnapshot::TallySnapshot(Connection& connection, std::int64_t generation) :
    connection_{connection}, generation_{generation}, uncounted_{uncounted(connection, generation)} {}

std::vector<incidents::FigureSum> TallySnapshot::sums_of(const incidents::TalliedPeriod& period,
                                                         const std::optional<TeamId>& team) const {
    const Document group{{"_id", Document{{"figure", "$_id.figure"}, {"value", "$_id.value"}}},
                         {"count", Document{{"$sum", "$count"}}},
                         {"took", Document{{"$sum", "$took"}}}};
    Tallies all; // of no day and no team
    for (const auto& row : connection_.aggregate(
             tally_collection,
             {Document{{"$match", tallies_of(generation_, period, team)}}, Document{{"$group", group}}},
             "tallies_day")) {
        const auto id = row["_id"].document();
        all.add(
            {.day = {}, .team = {}, .figure = named<Figure>(id["figure"]), .value = std::string{id["value"].text()}},
            {.count = row["count"].integer(), .took = std::chrono::milliseconds{row["took"].integer()}});
    }
    for (const auto& [key, tally] : uncounted_)
        if (covers(period, team, key))
            all.add({.day = {}, .team = {}, .figure = key.figure, .value = key.value}, tally);
    std::vector<incidents::FigureSum> sums;
    for (const auto& [key, tally] : all)
        sums.push_back({.figure = key.figure, .value = key.value, .tally = tally});
    return sums;
}

std::vector<incidents::DaySum> TallySnapshot::daily_sums_of(const incidents::DailyQuery& query) const {
    const incidents::TalliedPeriod period{query.opened()};
    auto wanted = tallies_of(generation_, period, query.team);
    Array names;
    for (const auto figure : incidents::daily_figures)
        names.push(json::enum_name(figure));
    wanted.append("_id.figure", Document{{"$in", names}});
    const Document group{{"_id", Document{{"day", "$_id.day"}, {"figure", "$_id.figure"}, {"value", "$_id.value"}}},
                         {"count", Document{{"$sum", "$count"}}}};
    Tallies all; // of no team
    for (const auto& row : connection_.aggregate(
             tally_collection, {Document{{"$match", wanted}}, Document{{"$group", group}}}, "tallies_day")) {
        const auto id = row["_id"].document();
        all.add({.day = day_in(id["day"].instant()),
                 .team = {},
                 .figure = named<Figure>(id["figure"]),
                 .value = std::string{id["value"].text()}},
                {.count = row["count"].integer()});
    }
    for (const auto& [key, tally] : uncounted_)
        if (covers(period, query.team, key) && is_daily(key.figure))
            all.add({.day = key.day, .team = {}, .figure = key.figure, .value = key.value}, {.count = tally.count});
    std::vector<incidents::DaySum> sums;
    for (const auto& [key, tally] : all)
        sums.push_back({.day = key.day, .sum = {.figure = key.figure, .value = key.value, .tally = tally}});
    return sums;
}

} // namespace resuelve::mongodb
