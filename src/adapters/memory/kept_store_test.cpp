#include "adapters/memory/kept_store.hpp"
#include "tests/contract/kept_store_contract.hpp"

namespace resuelve::employees {
namespace {

struct InMemory {
    KeptStore& store() { return kept; }
    access::AuditLog& audit() { return log; }

    memory::AuditLog log;
    memory::KeptStore kept{&log};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMemory, KeptStoreContract, InMemory);

} // namespace resuelve::employees
