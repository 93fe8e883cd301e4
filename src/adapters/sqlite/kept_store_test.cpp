#include "adapters/sqlite/answers_schema.hpp"
#include "adapters/sqlite/audit_log.hpp"
#include "adapters/sqlite/audit_schema.hpp"
#include "adapters/sqlite/kept_store.hpp"
#include "tests/contract/kept_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve::employees {
namespace {

const std::array migrations{sqlite::Migration{1, sqlite::answers_schema}, sqlite::Migration{2, sqlite::audit_schema},
                            sqlite::Migration{3, sqlite::kept_schema},
                            sqlite::Migration{4, sqlite::kept_categories_schema}};

struct InSqlite {
    KeptStore& store() { return kept; }
    access::AuditLog& audit() { return log; }

    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "kept.db", migrations};
    sqlite::KeptStore kept{database};
    sqlite::AuditLog log{database};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InSqlite, KeptStoreContract, InSqlite);

TEST(KeptCategoriesSchema, LosesNothingOfAStoreOfBefore) {
    const testing_support::TemporaryDirectory directory;
    const KeptDocument before{.what = Kept::templates, .holder = Holder::shop(), .content = {{"items", {{"a", 1}}}}};
    {
        sqlite::Database database{directory / "kept.db", std::span{migrations}.first(3)};
        run(sqlite::KeptStore{database}.put(before));
    }
    sqlite::Database database{directory / "kept.db", migrations};
    sqlite::KeptStore kept{database};
    EXPECT_THAT(run(kept.find(Kept::templates, {Holder::shop()})), testing::ElementsAre(before));
    auto after = before;
    ++after.version;
    run(kept.put(after));
    EXPECT_THAT(run(kept.find(Kept::templates, {Holder::shop()})), testing::ElementsAre(after));
}

} // namespace resuelve::employees
