#include "adapters/memory/session_store.hpp"
#include "tests/contract/session_store_contract.hpp"

namespace resuelve::access {
namespace {

struct InMemory {
    SessionStore& store() { return kept; }

    memory::SessionStore kept;
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMemory, SessionStoreContract, InMemory);

} // namespace resuelve::access
