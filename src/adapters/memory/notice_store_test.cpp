#include "adapters/memory/notice_store.hpp"
#include "tests/contract/notice_store_contract.hpp"

namespace resuelve::notifications {
namespace {

struct NoticesInMemory {
    memory::NoticeStore kept;
    NoticeStore& store() { return kept; }
    events::Outbox& outbox() { return kept.outbox(); }
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, NoticeStoreContract, NoticesInMemory);

} // namespace resuelve::notifications
