#pragma once

#include "adapters/mongodb/database.hpp"
#include "platform/async/run.hpp"
#include "platform/ids/random.hpp"
#include "platform/time/clock.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <map>

namespace resuelve::mongodb::testing {

/// Of the replica set that script/test-servers starts.
inline std::string test_uri() {
    const auto* uri = std::getenv("RESUELVE_TEST_MONGODB_URI");
    if (!uri) throw std::runtime_error{"RESUELVE_TEST_MONGODB_URI is not set: run this by `script/test-servers run …`"};
    return uri;
}

/// Databases that tests have left empty, by their migrations: creating one with all its indexes on three nodes takes
/// longer than most tests. Dropped when all tests are done.
class EmptyDatabases final : public ::testing::Environment {
public:
    static EmptyDatabases& get() {
        static auto* const all =
            static_cast<EmptyDatabases*>(::testing::AddGlobalTestEnvironment(new EmptyDatabases)); // which owns it
        return *all;
    }

    /// The name of one, or of a new one.
    std::string take(std::span<const Migration> migrations) {
        auto& names = names_[migrations.data()];
        if (names.empty()) {
            SystemRandom random;
            return "test_" + Uuid::v7(SystemClock{}.now(), random).to_string();
        }
        auto name = std::move(names.back());
        names.pop_back();
        return name;
    }
    /// Takes it back when its documents are gone. What a test did to its indexes the next one's migrating undoes.
    void give_back(Connection& connection, std::span<const Migration> migrations) {
        const auto collections =
            connection.command({{"listCollections", 1}, {"nameOnly", true}, {"cursor", Document{{"batchSize", 1000}}}});
        connection.command({{"drop", "system.profile"}});
        for (const auto& one : collections["cursor"].document()["firstBatch"].items()) {
            const auto name = one.document()["name"].text();
            if (name.starts_with("system.") || name == "schema") continue;
            connection.delete_many(name, {});
            connection.command({{"planCacheClear", name}}); // what was quickest for other documents
        }
        names_[migrations.data()].push_back(connection.database());
    }
    void TearDown() override {
        const Database servers{{.uri = test_uri(), .database = "test", .connections = 1}};
        for (const auto& [migrations, names] : names_)
            for (const auto& name : names) {
                Database database{servers, {.database = name, .connections = 1}};
                run(database.write([](Connection& connection) { connection.command({{"dropDatabase", 1}}); }));
            }
    }

private:
    std::map<const Migration*, std::vector<std::string>> names_;
};

/// An empty database for one test, migrated. Its server notes every statement: one that reads a whole collection fails
/// the test that made it.
class ADatabase {
public:
    explicit ADatabase(std::span<const Migration> migrations, Options options = {}) :
        migrations_{migrations}, database{opened(with_name(std::move(options), migrations))} {
        database.migrate(migrations);
        on_connection([](Connection& connection) { connection.command({{"profile", 2}, {"slowms", 1000}}); });
    }
    ~ADatabase() {
        on_connection([this](Connection& connection) {
            connection.command({{"profile", 0}});
            for (const auto& scan : scans(connection))
                ADD_FAILURE() << "a statement uses no index: " << scan;
            if (migrations_.empty())
                connection.command({{"dropDatabase", 1}});
            else
                EmptyDatabases::get().give_back(connection, migrations_);
        });
    }
    ADatabase(const ADatabase&) = delete;
    ADatabase& operator=(const ADatabase&) = delete;

    void on_connection(const std::function<void(Connection&)>& work) {
        run(database.write([&work](Connection& connection) { work(connection); }));
    }

    /// How the server found what the last statement on a collection wanted: "IXSCAN { email_key: 1 }", "IDHACK" ….
    std::string last_plan(std::string_view collection) {
        std::string plan;
        on_connection([&](Connection& connection) {
            const auto row = connection.find_one(
                "system.profile", {.filter = {{"ns", connection.database() + "." + std::string{collection}},
                                              {"planSummary", Document{{"$exists", true}}}},
                                   .sort = {{"$natural", -1}}});
            if (!row) return;
            plan = (*row)["planSummary"].text();
            if ((*row)["hasSortStage"].type() == BSON_TYPE_BOOL) plan += ", sorted";
        });
        return plan;
    }

private:
    std::span<const Migration> migrations_;

public:
    Database database;

private:
    /// With the connections of the tests before it: finding the servers anew takes half a second.
    static Database opened(Options options) {
        if (!options.uri.empty()) return Database{std::move(options)};
        static const Database first{{.uri = test_uri(), .database = "test", .connections = 32}};
        return {first, std::move(options)};
    }

    static Options with_name(Options options, std::span<const Migration> migrations) {
        options.database = EmptyDatabases::get().take(migrations);
        options.connections = std::min<std::size_t>(options.connections, 4);
        return options;
    }

    static std::vector<std::string> scans(Connection& connection) {
        std::vector<std::string> found;
        const Document not_ours{{"$not", Document{{"$regex", R"(\.(system\..*|schema)$)"}}}};
        for (const auto& row :
             connection.find("system.profile", {.filter = {{"planSummary", "COLLSCAN"}, {"ns", not_ours}}}))
            found.push_back(row["ns"].optional_text().value_or("") + " " +
                            Document{row["command"].document()}.to_string());
        return found;
    }
};

} // namespace resuelve::mongodb::testing
