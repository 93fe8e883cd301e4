#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/notification_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/notification_store_contract.hpp"

namespace resuelve::notifications {
namespace {

struct InMongodb {
    NotificationStore& store() { return kept; }
    events::Outbox& outbox() { return told; }

    mongodb::testing::ADatabase made{mongodb::notifications_migrations()};
    mongodb::Outbox told{made.database, {"notifications"}};
    mongodb::NotificationStore kept{made.database, told};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, NotificationStoreContract, InMongodb);

} // namespace resuelve::notifications
