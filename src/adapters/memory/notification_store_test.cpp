#include "adapters/memory/notification_store.hpp"
#include "tests/contract/notification_store_contract.hpp"

namespace resuelve::notifications {
namespace {

struct InMemory {
    memory::NotificationStore kept;
    NotificationStore& store() { return kept; }
    events::Outbox& outbox() { return kept.outbox(); }
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, NotificationStoreContract, InMemory);

} // namespace resuelve::notifications
