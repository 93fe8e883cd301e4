#pragma once

#include "adapters/memory/audit_log.hpp"
#include "adapters/memory/outbox.hpp"
#include "domain/access/api_token.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps API tokens in memory, for tests.
class ApiTokenStore final : public access::ApiTokenStore {
public:
    /// `audit` is given what is audited of the changes; it outlives the store.
    explicit ApiTokenStore(AuditLog* audit = nullptr) : audit_{audit} {}

    awaitable<void> put(access::ApiToken token, std::vector<access::AuditRecord> audit,
                        std::vector<events::Event> events = {},
                        std::optional<http::RecordedAnswer> answer = {}) override;
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override;
    awaitable<std::optional<access::ApiToken>> find(Sha256Digest digest) override;
    awaitable<std::vector<access::ApiToken>> list() override;
    awaitable<bool> revoke(access::ApiTokenId id, Instant now, std::vector<access::AuditRecord> audit,
                           std::vector<events::Event> events = {}) override;
    awaitable<void> used(access::ApiTokenId id, Instant now) override;

    events::Outbox& outbox() { return outbox_; }

private:
    AuditLog* audit_;
    Outbox outbox_;
    std::mutex mutex_;
    std::map<access::ApiTokenId, access::ApiToken> tokens_;
    std::map<std::string, http::RecordedAnswer> answers_;
};

} // namespace resuelve::memory
