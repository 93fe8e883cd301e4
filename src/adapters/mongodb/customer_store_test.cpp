#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/customer_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/customer_store_contract.hpp"

namespace resuelve::customers {
namespace {

struct InMongodb {
    CustomerStore& store() { return kept; }
    std::vector<events::Event> events() { return run(outbox.waiting(100)); }

    mongodb::testing::ADatabase made{mongodb::customers_migrations()};
    mongodb::Outbox outbox{made.database, {"customers"}};
    mongodb::CustomerStore kept{made.database, outbox};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, CustomerStoreContract, InMongodb);

} // namespace resuelve::customers
