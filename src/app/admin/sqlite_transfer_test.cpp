#include "adapters/sqlite/incident_schema.hpp"
#include "adapters/sqlite/notification_store.hpp"
#include "adapters/sqlite/transfer_tables.hpp"
#include "adapters/sqlite/words_tokenizer.hpp"
#include "app/admin/sqlite_transfer.hpp"
#include "app/admin/transfer_copy.hpp"
#include "app/sqlite_stores.hpp"
#include "app/temporary_directory.hpp"
#include "platform/async/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace resuelve::app {
namespace {

using transfer::Part;

/// "table.column" of a new file, but for virtual tables.
std::set<std::string> columns_in(std::span<const sqlite::Migration> migrations) {
    const TemporaryDirectory directory;
    const auto file = directory.path() / "one.db";
    sqlite::Connection connection{file, sqlite::Connection::Mode::write};
    sqlite::register_words_tokenizer(connection);
    sqlite::migrate(connection, file, migrations);
    auto row = connection.prepare("SELECT t.name || '.' || c.name FROM pragma_table_list AS t "
                                  "JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.schema = 'main' "
                                  "AND t.name NOT LIKE 'sqlite_%'");
    std::set<std::string> columns;
    while (row.step())
        columns.emplace(row.text(0));
    return columns;
}

/// Those that no record has and that are not said to be made anew.
std::set<std::string> left_behind(Part part, std::span<const sqlite::Migration> migrations,
                                  const std::set<std::string>& made_anew) {
    auto columns = columns_in(migrations);
    for (const auto& transferred : sqlite::transferred_tables(part)) {
        const auto& table = transferred.table;
        for (const auto& field : table.kind.fields) {
            std::string column{field.name};
            for (const auto& differing : table.differing)
                if (differing.field == field.name) column = differing.column;
            columns.erase(fmt::format("{}.{}", table.table, column));
        }
    }
    std::erase_if(columns, [&](const std::string& column) {
        return made_anew.contains(column) || made_anew.contains(column.substr(0, column.find('.')));
    });
    return columns;
}

TEST(SqliteTransfer, LeavesNoColumnBehind) {
    EXPECT_THAT(left_behind(Part::customers, customers_migrations(),
                            {"outbox", "customer_words", "customer_links", "data_requests", "audit_head"}),
                testing::IsEmpty());
    EXPECT_THAT(left_behind(Part::employees, employees_migrations(),
                            {"outbox", "recovery_codes", "team_members", "employee_links", "audit_head"}),
                testing::IsEmpty());
    EXPECT_THAT(left_behind(Part::incidents, sqlite::incident_migrations,
                            {"outbox", "incidents", "facts", "entries", "answered_incidents", "audit_head",
                             "unfinished_erasures", "unindexed", "search_store", "tallies", "counted"}),
                testing::IsEmpty());
    EXPECT_THAT(left_behind(Part::notifications, sqlite::NotificationStore::migrations(), {"outbox"}),
                testing::IsEmpty());
}

TEST(SqliteTransfer, WantsAnEmptyDirectory) {
    const TemporaryDirectory directory;
    std::filesystem::create_directory(directory.path() / "data");
    std::filesystem::create_directory(directory.path() / "data" / "keys");
    EXPECT_THROW(SqliteTarget{directory.path() / "data"}, std::runtime_error);
}

TEST(SqliteTransfer, LeavesNothingOfATargetThatIsNotFinished) {
    const TemporaryDirectory directory;
    {
        SqliteTarget target{directory.path() / "data"};
        target.part(Part::employees)
            .write({{"record", "team"},
                    {"id", transfer::written(Uuid{{1}})},
                    {"name", "Taller"},
                    {"name_key", "taller"},
                    {"version", 1},
                    {"created_at", 5},
                    {"updated_at", 5}});
    }
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(SqliteTransfer, RefusesARecordThatIsNotAsItsKindSays) {
    const TemporaryDirectory directory;
    SqliteTarget target{directory.path() / "data"};
    EXPECT_THROW(target.part(Part::employees).write({{"record", "team"}, {"name", "Taller"}}), transfer::RecordFault);
    EXPECT_THROW(target.part(Part::employees).write({{"record", "incident"}}), transfer::RecordFault);
    EXPECT_THROW(target.part(Part::customers).write({{"record", "team"}}), transfer::RecordFault);
}

TEST(SqliteTransfer, SaysThatThereIsNoStore) {
    const TemporaryDirectory directory;
    EXPECT_THROW(SqliteSource{directory.path()}, std::runtime_error);
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

} // namespace
} // namespace resuelve::app
