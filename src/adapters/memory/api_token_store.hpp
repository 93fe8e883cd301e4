#pragma once

#include "domain/access/api_token.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps API tokens in memory, for tests.
class ApiTokenStore final : public access::ApiTokenStore {
public:
    awaitable<void> put(access::ApiToken token) override;
    awaitable<std::optional<access::ApiToken>> find(Sha256Digest digest) override;
    awaitable<std::vector<access::ApiToken>> list() override;
    awaitable<bool> revoke(access::ApiTokenId id, Instant now) override;
    awaitable<void> used(access::ApiTokenId id, Instant now) override;

private:
    std::mutex mutex_;
    std::map<access::ApiTokenId, access::ApiToken> tokens_;
};

} // namespace resuelve::memory
