#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/notice_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/notice_store_contract.hpp"

namespace resuelve::notifications {
namespace {

struct NoticesInMongodb {
    NoticeStore& store() { return kept; }
    events::Outbox& outbox() { return told; }

    mongodb::testing::ADatabase made{mongodb::notifications_migrations()};
    mongodb::Outbox told{made.database, {"notices"}};
    mongodb::NoticeStore kept{made.database, told};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, NoticeStoreContract, NoticesInMongodb);

} // namespace resuelve::notifications
