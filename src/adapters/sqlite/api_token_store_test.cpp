#include "adapters/sqlite/api_token_store.hpp"
#include "tests/contract/api_token_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::access {
namespace {

const std::array migrations{sqlite::Migration{1, sqlite::api_tokens_schema}};

struct InSqlite {
    ApiTokenStore& store() { return kept; }

    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "tokens.db", migrations};
    sqlite::ApiTokenStore kept{database};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InSqlite, ApiTokenStoreContract, InSqlite);

} // namespace resuelve::access
