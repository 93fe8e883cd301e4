#pragma once

#include "domain/access/audit_log.hpp"

#include <mutex>
#include <span>

namespace resuelve::memory {

/// Keeps an audit log in memory, for tests.
class AuditLog final : public access::AuditLog {
public:
    awaitable<void> append(std::vector<access::AuditRecord> records) override;
    awaitable<std::vector<access::SealedRecord>> list(access::AuditQuery query) override;
    awaitable<std::vector<access::SealedRecord>> after(std::int64_t number, std::size_t limit) override;
    awaitable<access::AuditHead> head() override;

    /// What the stores in memory call for the audit of their changes.
    void add(std::span<const access::AuditRecord> records);
    /// Every record, in order.
    std::vector<access::SealedRecord> records() const;

private:
    mutable std::mutex mutex_;
    std::vector<access::SealedRecord> records_;
    access::AuditHead head_{};
};

} // namespace resuelve::memory
