#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "adapters/mongodb/session_store.hpp"
#include "tests/contract/session_store_contract.hpp"

namespace resuelve::access {
namespace {

struct InMongodb {
    SessionStore& store() { return kept; }

    mongodb::testing::ADatabase made{mongodb::customers_migrations()};
    mongodb::SessionStore kept{made.database};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, SessionStoreContract, InMongodb);

} // namespace resuelve::access
