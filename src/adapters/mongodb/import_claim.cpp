#include "adapters/mongodb/import_claim.hpp"

#include "platform/async/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace resuelve::mongodb {
namespace {

constexpr std::string_view schema = "schema";
constexpr std::size_t removed_at_once = 500;

/// What comes and goes by itself, or says nothing of what is stored.
constexpr std::array<std::string_view, 3> passing{"leases", "attempts", "tally_state"};

std::vector<std::string> collections_of(Connection& connection) {
    const auto answer =
        connection.command({{"listCollections", 1}, {"nameOnly", true}, {"cursor", Document{{"batchSize", 1000}}}});
    std::vector<std::string> names;
    for (const auto& item : answer["cursor"].document()["firstBatch"].items()) {
        const auto name = item.document()["name"].text();
        if (name != schema && !name.starts_with("system.")) names.emplace_back(name);
    }
    return names;
}

void clear_collection(Connection& connection, const std::string& name) {
    for (;;) {
        Array ids;
        for (const auto& row : connection.find(name, {.projection = {{"_id", 1}}, .limit = removed_at_once}))
            ids.push(row["_id"]);
        if (ids.size() == 0) return;
        connection.delete_many(name, {{"_id", Document{{"$in", ids}}}});
    }
}

} // namespace

bool is_import_unfinished(Database& database) {
    return run(database.read([](Connection& connection) {
        return connection.find_one(schema, {.filter = {{"_id", import_mark}}}).has_value();
    }));
}

void require_empty(Database& database) {
    const auto occupied = run(database.read([](Connection& connection) {
        for (const auto& name : collections_of(connection))
            if (std::ranges::find(passing, name) == passing.end() && connection.find_one(name, {})) return name;
        return std::string{};
    }));
    if (!occupied.empty())
        throw StoreRefused{
            fmt::format("The MongoDB database {} is not empty: there is something in {}.", database.name(), occupied)};
}

void require_quiet(Database& database) {
    const auto holder = run(database.read([](Connection& connection) {
        const Document runs{{"$gt", Array{"$expires_at", "$$NOW"}}};
        const auto row = connection.find_one("leases", {.filter = {{"$expr", runs}}});
        return row ? std::string{(*row)["_id"].text()} : std::string{};
    }));
    if (!holder.empty())
        throw StoreRefused{
            fmt::format("Services work on the MongoDB database {} (one holds the lease \"{}\"): stop them "
                        "first. One that was killed holds it for up to half a minute.",
                        database.name(), holder)};
}

void mark_import_unfinished(Database& database) {
    run(database.write([](Connection& connection) {
        connection.update_one(schema, {{"_id", import_mark}}, Document{{"$set", Document{{"unfinished", true}}}}, true);
    }));
}

void mark_import_finished(Database& database) {
    run(database.write([](Connection& connection) { connection.delete_one(schema, {{"_id", import_mark}}); }));
}

void clear(Database& database) {
    for (const auto& name : run(database.read([](Connection& connection) { return collections_of(connection); })))
        run(database.write([name](Connection& connection) { clear_collection(connection, name); }));
}

} // namespace resuelve::mongodb
