#include "adapters/memory/audit_log.hpp"
#include "tests/contract/audit_log_contract.hpp"

namespace resuelve::access {
namespace {

struct InMemory {
    AuditLog& log() { return kept; }

    memory::AuditLog kept;
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMemory, AuditLogContract, InMemory);

} // namespace resuelve::access
