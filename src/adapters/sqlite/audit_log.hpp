#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/access/audit_log.hpp"

namespace resuelve::sqlite {

/// Within a write of the same database: the records are stored if and only if the change is.
void append_audit(Connection& connection, std::span<const access::AuditRecord> records);

/// The audit log of one store file. Its one writer gives the chain its order.
class AuditLog final : public access::AuditLog {
public:
    /// Outlives the log.
    explicit AuditLog(Database& database) : database_{database} {}

    awaitable<void> append(std::vector<access::AuditRecord> records) override;
    awaitable<std::vector<access::SealedRecord>> list(access::AuditQuery query) override;
    awaitable<std::vector<access::SealedRecord>> after(std::int64_t number, std::size_t limit) override;
    awaitable<access::AuditHead> head() override;

private:
    Database& database_;
};

/// Verifies the audit log of a store file, read-only, so that a running server is not disturbed. Nothing was audited in
/// a file that has no audit log. Throws StoreRefused if there is no file, Error if SQLite cannot read it.
access::VerifiedAudit verify_audit(const std::filesystem::path& file);

} // namespace resuelve::sqlite
