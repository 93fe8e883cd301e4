#include "adapters/sqlite/answers_schema.hpp"
#include "adapters/sqlite/employee_store.hpp"
#include "tests/contract/employee_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::employees {
namespace {

const std::array migrations{sqlite::Migration{1, sqlite::outbox_schema}, sqlite::Migration{2, sqlite::answers_schema},
                            sqlite::Migration{3, sqlite::employees_schema},
                            sqlite::Migration{4, sqlite::employee_passkeys_schema}};

struct InSqlite {
    EmployeeStore& store() { return kept; }
    std::vector<events::Event> events() { return run(outbox.waiting(100)); }

    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "employees.db", migrations};
    sqlite::Outbox outbox{database};
    sqlite::EmployeeStore kept{database, outbox};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InSqlite, EmployeeStoreContract, InSqlite);

} // namespace resuelve::employees
