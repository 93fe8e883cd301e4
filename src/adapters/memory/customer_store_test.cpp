#include "adapters/memory/customer_store.hpp"
#include "tests/contract/customer_store_contract.hpp"

namespace resuelve::customers {
namespace {

struct InMemory {
    CustomerStore& store() { return kept; }
    std::vector<events::Event> events() const { return kept.events(); }

    memory::CustomerStore kept;
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMemory, CustomerStoreContract, InMemory);

} // namespace resuelve::customers
