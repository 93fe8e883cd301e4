#include "adapters/sqlite/lease_store.hpp"
#include "tests/contract/lease_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::events {
namespace {

const std::array migrations{sqlite::Migration{1, sqlite::leases_schema}};

struct InSqlite {
    LeaseStore& store() { return kept; }
    void pass(std::chrono::milliseconds time) { clock.advance(time); }

    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "leases.db", migrations};
    ManualClock clock{Instant{std::chrono::milliseconds{1'700'000'000'000}}};
    sqlite::LeaseStore kept{database, clock};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InSqlite, LeaseStoreContract, InSqlite);

} // namespace resuelve::events
