#include "adapters/memory/kept_store.hpp"
#include "tests/contract/kept_store_contract.hpp"

namespace resuelve::employees {
namespace {

struct InMemory {
    KeptStore& store() { return kept; }

    memory::KeptStore kept;
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMemory, KeptStoreContract, InMemory);

} // namespace resuelve::employees
