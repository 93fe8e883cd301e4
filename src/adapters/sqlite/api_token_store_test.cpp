#include "adapters/sqlite/answers_schema.hpp"
#include "adapters/sqlite/api_token_store.hpp"
#include "tests/contract/api_token_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::access {
namespace {

const std::array migrations{sqlite::Migration{1, sqlite::outbox_schema},
                            sqlite::Migration{2, sqlite::api_tokens_schema},
                            sqlite::Migration{3, sqlite::answers_schema}};

struct InSqlite {
    ApiTokenStore& store() { return kept; }
    events::Outbox& outbox() { return events; }

    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "tokens.db", migrations};
    sqlite::Outbox events{database};
    sqlite::ApiTokenStore kept{database, events};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InSqlite, ApiTokenStoreContract, InSqlite);

} // namespace resuelve::access
