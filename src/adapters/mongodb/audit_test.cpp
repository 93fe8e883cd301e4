#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/audit_log_contract.hpp"

namespace resuelve::access {
namespace {

struct InMongodb {
    AuditLog& log() { return kept; }

    mongodb::testing::ADatabase made{mongodb::customers_migrations()};
    mongodb::AuditLog kept{made.database};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, AuditLogContract, InMongodb);

} // namespace resuelve::access
