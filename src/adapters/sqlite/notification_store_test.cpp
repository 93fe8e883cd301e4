#include "adapters/sqlite/notification_store.hpp"
#include "tests/contract/notification_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::notifications {
namespace {

struct InSqlite {
    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "notifications.db", sqlite::NotificationStore::migrations()};
    sqlite::NotificationStore kept{database};
    NotificationStore& store() { return kept; }
    events::Outbox& outbox() { return kept.outbox(); }
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, NotificationStoreContract, InSqlite);

} // namespace resuelve::notifications
