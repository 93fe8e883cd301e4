#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/access/audit_log.hpp"

#include <span>
#include <string>

namespace resuelve::mongodb {

/// The commands that an audit log needs in a migration.
std::string audit_commands();

/// Within a transaction: the records are stored if and only if the change is. All writers of one database meet at the
/// head of the chain: those of one process take turns, of those of several one begins again.
void append_audit(Connection& connection, std::span<const access::AuditRecord> records);

/// A change that is one document's write, unless something is audited of it: then a transaction.
template <class Work>
awaitable<std::invoke_result_t<Work&, Connection&>> write_audited(Database& database,
                                                                  std::vector<access::AuditRecord> audit, Work work) {
    if (audit.empty()) return database.write(std::move(work));
    return database.transaction_in_turn(
        [work = std::move(work), audit = std::move(audit)](Connection& connection) mutable {
            if constexpr (std::is_void_v<std::invoke_result_t<Work&, Connection&>>) {
                work(connection);
                append_audit(connection, audit);
            } else {
                auto result = work(connection);
                append_audit(connection, audit);
                return result;
            }
        });
}

/// The audit log of one database.
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

} // namespace resuelve::mongodb
