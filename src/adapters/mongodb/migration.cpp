#include "adapters/mongodb/migration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace resuelve::mongodb {
namespace {

constexpr std::string_view schema = "schema"; ///< the collection that says how far the others are
constexpr int namespace_exists = 48;
constexpr int namespace_not_found = 26;

int stored_version(Connection& connection) {
    const auto row = connection.find_one(schema, {.filter = {{"_id", "schema"}}});
    return row ? static_cast<int>((*row)["version"].integer()) : 0;
}

int last_version(std::span<const Migration> migrations) {
    return migrations.empty() ? 0 : migrations.back().version;
}

void refuse_newer(Connection& connection, int stored, int known) {
    if (stored > known)
        throw StoreRefused{fmt::format("The MongoDB database {} has version {}, which a newer resuelve wrote; this one "
                                       "knows up to version {}.",
                                       connection.database(), stored, known)};
}

std::vector<Document> commands_of(const Migration& migration) {
    const auto parsed = Document::parse(fmt::format(R"({{"commands":{}}})", migration.commands));
    std::vector<Document> commands;
    for (const auto& command : parsed["commands"].items())
        commands.emplace_back(command.document());
    return commands;
}

/// Sets the validator of a collection that is there already.
void set_validator(Connection& connection, const Document& create) {
    Document change{{"collMod", create["create"]}};
    for (const auto& member : View{create}.elements())
        if (member.name().starts_with("validat")) change.append(member.name(), member);
    connection.command(change);
}

void run(Connection& connection, const Document& command) {
    try {
        connection.command(command);
    } catch (const Error& error) {
        if (error.code() != namespace_exists || command["create"].is_null()) throw;
        set_validator(connection, command);
    }
}

void record(Connection& connection, int version) {
    // $max: another program may be ahead of this one.
    connection.update_one(schema, {{"_id", "schema"}}, Document{{"$max", Document{{"version", version}}}}, true);
}

/// "customers.customers_by_email" of all that the migrations leave behind.
std::set<std::string> wanted_indexes(std::span<const Migration> migrations) {
    std::set<std::string> names;
    for (const auto& migration : migrations)
        for (const auto& command : commands_of(migration)) {
            if (!command["createIndexes"].is_null())
                for (const auto& index : command["indexes"].items())
                    names.insert(
                        fmt::format("{}.{}", command["createIndexes"].text(), index.document()["name"].text()));
            if (!command["dropIndexes"].is_null())
                names.erase(fmt::format("{}.{}", command["dropIndexes"].text(), command["index"].text()));
        }
    return names;
}

void remove_existing(Connection& connection, std::set<std::string>& wanted) {
    std::set<std::string> collections;
    for (const auto& name : wanted)
        collections.insert(name.substr(0, name.rfind('.'))); // "blobs.chunks" has a dot itself
    for (const auto& collection : collections) {
        try {
            const auto answer =
                connection.command({{"listIndexes", collection}, {"cursor", Document{{"batchSize", 1000}}}});
            for (const auto& index : answer["cursor"].document()["firstBatch"].items())
                wanted.erase(fmt::format("{}.{}", collection, index.document()["name"].text()));
        } catch (const Error& error) {
            if (error.code() != namespace_not_found) throw;
        }
    }
}

/// Creates again what somebody dropped.
void create_missing(Connection& connection, std::span<const Migration> migrations) {
    auto missing = wanted_indexes(migrations);
    remove_existing(connection, missing);
    if (missing.empty()) return;
    for (const auto& migration : migrations)
        for (const auto& command : commands_of(migration)) {
            if (command["createIndexes"].is_null()) continue;
            Array wanted;
            for (const auto& index : command["indexes"].items())
                if (missing.contains(
                        fmt::format("{}.{}", command["createIndexes"].text(), index.document()["name"].text())))
                    wanted.push(index);
            if (wanted.size() > 0)
                connection.command({{"createIndexes", command["createIndexes"]}, {"indexes", wanted}});
        }
}

} // namespace

void migrate(Connection& connection, std::span<const Migration> migrations) {
    const auto stored = stored_version(connection);
    refuse_newer(connection, stored, last_version(migrations));
    for (const auto& migration : migrations) {
        if (migration.version <= stored) continue;
        for (const auto& command : commands_of(migration))
            run(connection, command);
        record(connection, migration.version);
    }
    create_missing(connection, migrations);
}

void require_migrated(Connection& connection, std::span<const Migration> migrations) {
    constexpr std::string_view remedy = "Run `resuelve admin migrate` first.";
    const auto stored = stored_version(connection);
    const auto known = last_version(migrations);
    refuse_newer(connection, stored, known);
    if (stored < known)
        throw StoreRefused{fmt::format("The MongoDB database {} has version {} and has to have {}. {}",
                                       connection.database(), stored, known, remedy)};
    if (connection.find_one(schema, {.filter = {{"_id", import_mark}}}))
        throw StoreRefused{fmt::format("The MongoDB database {} was left half imported. Run `resuelve admin import "
                                       "--whole-store` again: it begins anew.",
                                       connection.database())};
    auto missing = wanted_indexes(migrations);
    remove_existing(connection, missing);
    if (!missing.empty())
        throw StoreRefused{fmt::format("The MongoDB database {} lacks the indexes {}. {}", connection.database(),
                                       fmt::join(missing, ", "), remedy)};
}

} // namespace resuelve::mongodb
