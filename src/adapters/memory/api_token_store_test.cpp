#include "adapters/memory/api_token_store.hpp"
#include "tests/contract/api_token_store_contract.hpp"

namespace resuelve::access {
namespace {

struct InMemory {
    ApiTokenStore& store() { return kept; }
    events::Outbox& outbox() { return kept.outbox(); }

    memory::ApiTokenStore kept;
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMemory, ApiTokenStoreContract, InMemory);

} // namespace resuelve::access
