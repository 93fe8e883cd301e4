#include "adapters/sqlite/audit_log.hpp"
#include "adapters/sqlite/audit_schema.hpp"
#include "tests/contract/audit_log_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve {
namespace {

using access::AuditBreak;
using access::AuditFault;

const std::array migrations{sqlite::Migration{1, sqlite::audit_schema}};

struct InSqlite {
    access::AuditLog& log() { return kept; }

    testing_support::TemporaryDirectory directory;
    sqlite::Database database{directory / "audit.db", migrations};
    sqlite::AuditLog kept{database};
};

/// A file with three sound records.
class VerifyAudit : public testing::Test {
protected:
    VerifyAudit() {
        sqlite::Database database{file_, migrations};
        sqlite::AuditLog log{database};
        for (int i = 0; i < 3; ++i)
            run(log.append({{.at = Instant{std::chrono::seconds{1'700'000'000 + i}},
                             .role = access::Role::admin,
                             .act = access::Audited::signed_in}}));
    }

    /// Changes the file behind the log's back.
    std::optional<AuditBreak> after(const char* sql) {
        sqlite::Connection{file_, sqlite::Connection::Mode::write}.execute(sql);
        return sqlite::verify_audit(file_).fault;
    }

    testing_support::TemporaryDirectory directory_;
    std::filesystem::path file_ = directory_ / "audit.db";
};

TEST_F(VerifyAudit, FindsNothingInASoundLog) {
    const auto verified = sqlite::verify_audit(file_);
    EXPECT_EQ(verified.records, 3);
    EXPECT_EQ(verified.fault, std::nullopt);
}

TEST_F(VerifyAudit, NamesAChangedRecord) {
    EXPECT_EQ(after("UPDATE audit SET detail = 'totp' WHERE number = 2"), (AuditBreak{2, AuditFault::wrong_hash}));
}

TEST_F(VerifyAudit, NamesARecordWithAnUnknownAct) {
    EXPECT_EQ(after("UPDATE audit SET act = 'slept' WHERE number = 2"), (AuditBreak{2, AuditFault::wrong_hash}));
}

TEST_F(VerifyAudit, NamesAMissingRecord) {
    EXPECT_EQ(after("DELETE FROM audit WHERE number = 2"), (AuditBreak{2, AuditFault::wrong_number}));
}

TEST_F(VerifyAudit, NamesACutEnd) {
    EXPECT_EQ(after("DELETE FROM audit WHERE number = 3"), (AuditBreak{3, AuditFault::wrong_end}));
}

TEST_F(VerifyAudit, NamesExchangedRecords) {
    EXPECT_EQ(after("UPDATE audit SET at = 1700000003000 - at + 1700000000000 WHERE number IN (1, 2)"),
              (AuditBreak{1, AuditFault::wrong_hash}));
}

TEST(VerifyAuditOfOlderFile, FindsNoRecords) {
    const testing_support::TemporaryDirectory directory;
    const std::array none{sqlite::Migration{1, "CREATE TABLE other(id INTEGER)"}};
    {
        const sqlite::Database database{directory / "old.db", none};
    }
    EXPECT_EQ(sqlite::verify_audit(directory / "old.db").records, 0);
}

} // namespace

namespace access {
INSTANTIATE_TYPED_TEST_SUITE_P(InSqlite, AuditLogContract, InSqlite);
} // namespace access

} // namespace resuelve
