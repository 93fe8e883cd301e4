#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/attempts.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/attempts_contract.hpp"

namespace resuelve::contract {
namespace {

struct OnMongodb final : AttemptsUnderTest {
    events::Attempts& attempts() override { return store; }
    mongodb::testing::ADatabase made{mongodb::customers_migrations()};
    mongodb::Attempts store{made.database, clock};
};

} // namespace

INSTANTIATE_TEST_SUITE_P(OnMongodb, AttemptsContract, testing::Values([] { return std::make_unique<OnMongodb>(); }));

} // namespace resuelve::contract
