#pragma once

#include "adapters/mongodb/outbox.hpp"
#include "domain/access/api_token.hpp"

namespace resuelve::mongodb {

/// The commands that the store needs in a migration.
std::string api_tokens_commands();

/// Keeps API tokens, a document each.
class ApiTokenStore final : public access::ApiTokenStore {
public:
    /// Both outlive the store; the outbox is also that of the collection "api_tokens".
    ApiTokenStore(Database& database, Outbox& outbox) : database_{database}, outbox_{outbox} {}

    awaitable<void> put(access::ApiToken token, std::vector<access::AuditRecord> audit,
                        std::vector<events::Event> events = {},
                        std::optional<http::RecordedAnswer> answer = {}) override;
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override;
    awaitable<std::optional<access::ApiToken>> find(Sha256Digest digest) override;
    awaitable<std::vector<access::ApiToken>> list() override;
    awaitable<bool> revoke(access::ApiTokenId id, Instant now, std::vector<access::AuditRecord> audit,
                           std::vector<events::Event> events = {}) override;
    awaitable<void> used(access::ApiTokenId id, Instant now) override;

private:
    Database& database_;
    Outbox& outbox_;
};

} // namespace resuelve::mongodb
