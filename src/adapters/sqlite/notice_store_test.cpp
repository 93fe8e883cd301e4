#include "adapters/sqlite/notice_store.hpp"
#include "adapters/sqlite/notification_store.hpp"
#include "tests/contract/notice_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::notifications {
namespace {

struct NoticesInSqlite {
    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "notifications.db", sqlite::NotificationStore::migrations()};
    sqlite::Outbox told{database};
    sqlite::NoticeStore kept{database, told};
    NoticeStore& store() { return kept; }
    events::Outbox& outbox() { return told; }
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, NoticeStoreContract, NoticesInSqlite);

} // namespace resuelve::notifications
