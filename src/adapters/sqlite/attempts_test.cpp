#include "adapters/sqlite/attempts.hpp"
#include "adapters/sqlite/event_log.hpp"
#include "tests/contract/attempts_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::contract {
namespace {

struct OnSqlite final : AttemptsUnderTest {
    events::Attempts& attempts() override { return store; }
    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory.path() / "bus.db", sqlite::EventLog::migrations()};
    sqlite::Attempts store{database, clock};
};

} // namespace

INSTANTIATE_TEST_SUITE_P(OnSqlite, AttemptsContract, testing::Values([] { return std::make_unique<OnSqlite>(); }));

} // namespace resuelve::contract
