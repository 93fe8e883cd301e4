#include "adapters/sqlite/session_store.hpp"
#include "tests/contract/session_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::access {
namespace {

const std::array migrations{sqlite::Migration{1, sqlite::sessions_schema}};

struct InSqlite {
    SessionStore& store() { return kept; }

    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "sessions.db", migrations};
    sqlite::SessionStore kept{database};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InSqlite, SessionStoreContract, InSqlite);

} // namespace resuelve::access
