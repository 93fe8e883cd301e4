#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/employee_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/employee_store_contract.hpp"

namespace resuelve::employees {
namespace {

struct InMongodb {
    EmployeeStore& store() { return kept; }
    std::vector<events::Event> events() { return run(outbox.waiting(100)); }

    mongodb::testing::ADatabase made{mongodb::employees_migrations()};
    mongodb::Outbox outbox{made.database, {"employees", "teams"}};
    mongodb::EmployeeStore kept{made.database, outbox};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, EmployeeStoreContract, InMongodb);

} // namespace resuelve::employees
