#pragma once

#include "adapters/memory/audit_log.hpp"
#include "domain/employees/kept_store.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps employees' preferences, views and templates, and the shop's categories in memory, for tests, which may derive
/// from it.
class KeptStore : public employees::KeptStore {
public:
    /// `audit`, which outlives the store, is given what is audited.
    explicit KeptStore(AuditLog* audit = nullptr) : audit_{audit} {}

    awaitable<std::vector<employees::KeptDocument>> find(employees::Kept what,
                                                         std::vector<employees::Holder> holders) override;
    awaitable<void> put(employees::KeptDocument document, std::optional<http::RecordedAnswer> answer = {},
                        std::vector<access::AuditRecord> audit = {}) override;
    awaitable<void> forget(employees::Holder holder) override;
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override;

private:
    AuditLog* audit_;
    std::mutex mutex_;
    std::map<std::pair<employees::Holder, employees::Kept>, employees::KeptDocument> documents_;
    std::map<std::string, http::RecordedAnswer> answers_;
};

} // namespace resuelve::memory
