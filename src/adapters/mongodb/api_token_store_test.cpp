#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/api_token_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/api_token_store_contract.hpp"

namespace resuelve::access {
namespace {

struct InMongodb {
    ApiTokenStore& store() { return kept; }
    events::Outbox& outbox() { return kept_events; }

    mongodb::testing::ADatabase made{mongodb::employees_migrations()};
    mongodb::Outbox kept_events{made.database, {"api_tokens"}};
    mongodb::ApiTokenStore kept{made.database, kept_events};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, ApiTokenStoreContract, InMongodb);

} // namespace resuelve::access
