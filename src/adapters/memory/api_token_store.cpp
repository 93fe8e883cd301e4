#include "adapters/memory/api_token_store.hpp"

namespace resuelve::memory {

using access::ApiToken;

awaitable<void> ApiTokenStore::put(ApiToken token, std::vector<access::AuditRecord> audit,
                                   std::vector<events::Event> events, std::optional<http::RecordedAnswer> answer) {
    const std::lock_guard lock{mutex_};
    if (answer && !answers_.emplace(answer->key, *answer).second) throw http::AlreadyAnswered{};
    if (audit_) audit_->add(audit);
    if (const auto before = tokens_.find(token.id); before != tokens_.end() && before->second.revoked_at)
        token.revoked_at = before->second.revoked_at;
    tokens_.insert_or_assign(token.id, token);
    outbox_.append(std::move(events));
    co_return;
}

awaitable<std::optional<http::RecordedAnswer>> ApiTokenStore::recorded_answer(std::string key) {
    const std::lock_guard lock{mutex_};
    const auto found = answers_.find(key);
    co_return found == answers_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<std::optional<ApiToken>> ApiTokenStore::find(Sha256Digest digest) {
    const std::lock_guard lock{mutex_};
    for (const auto& [id, token] : tokens_)
        if (token.digest == digest) co_return token;
    co_return std::nullopt;
}

awaitable<std::vector<ApiToken>> ApiTokenStore::list() {
    std::vector<ApiToken> all;
    const std::lock_guard lock{mutex_};
    for (const auto& [id, token] : tokens_)
        all.push_back(token);
    co_return all;
}

awaitable<bool> ApiTokenStore::revoke(access::ApiTokenId id, Instant now, std::vector<access::AuditRecord> audit,
                                      std::vector<events::Event> events) {
    const std::lock_guard lock{mutex_};
    const auto found = tokens_.find(id);
    if (found == tokens_.end() || found->second.revoked_at) co_return false;
    found->second.revoked_at = now;
    outbox_.append(std::move(events));
    if (audit_) audit_->add(audit);
    co_return true;
}

awaitable<void> ApiTokenStore::used(access::ApiTokenId id, Instant now) {
    const std::lock_guard lock{mutex_};
    if (const auto found = tokens_.find(id); found != tokens_.end()) found->second.last_used_at = now;
    co_return;
}

} // namespace resuelve::memory
