#include "adapters/sqlite/answers_schema.hpp"
#include "adapters/sqlite/customer_store.hpp"
#include "adapters/sqlite/data_requests.hpp"
#include "tests/contract/customer_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::customers {
namespace {

const std::array migrations{sqlite::Migration{1, sqlite::outbox_schema},
                            sqlite::Migration{2, sqlite::answers_schema},
                            sqlite::Migration{3, sqlite::customers_schema},
                            sqlite::Migration{4, sqlite::data_requests_schema},
                            sqlite::Migration{5, sqlite::customer_passkeys_schema},
                            sqlite::Migration{6, sqlite::customer_notes_schema}};

struct InSqlite {
    CustomerStore& store() { return kept; }
    std::vector<events::Event> events() { return run(outbox.waiting(100)); }

    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "customers.db", migrations};
    sqlite::Outbox outbox{database};
    sqlite::CustomerStore kept{database, outbox};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InSqlite, CustomerStoreContract, InSqlite);

} // namespace resuelve::customers
