#include "adapters/sqlite/answers_schema.hpp"
#include "adapters/sqlite/kept_store.hpp"
#include "tests/contract/kept_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::employees {
namespace {

const std::array migrations{sqlite::Migration{1, sqlite::answers_schema}, sqlite::Migration{2, sqlite::kept_schema}};

struct InSqlite {
    KeptStore& store() { return kept; }

    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "kept.db", migrations};
    sqlite::KeptStore kept{database};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InSqlite, KeptStoreContract, InSqlite);

} // namespace resuelve::employees
