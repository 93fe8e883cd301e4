#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/kept_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/kept_store_contract.hpp"

namespace resuelve::employees {
namespace {

struct InMongodb {
    KeptStore& store() { return kept; }
    access::AuditLog& audit() { return log; }

    mongodb::testing::ADatabase made{mongodb::employees_migrations()};
    mongodb::KeptStore kept{made.database};
    mongodb::AuditLog log{made.database};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, KeptStoreContract, InMongodb);

} // namespace resuelve::employees
