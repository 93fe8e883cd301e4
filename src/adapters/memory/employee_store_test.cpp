#include "adapters/memory/employee_store.hpp"
#include "tests/contract/employee_store_contract.hpp"

namespace resuelve::employees {
namespace {

struct InMemory {
    EmployeeStore& store() { return kept; }
    std::vector<events::Event> events() const { return kept.events(); }

    memory::EmployeeStore kept;
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMemory, EmployeeStoreContract, InMemory);

} // namespace resuelve::employees
