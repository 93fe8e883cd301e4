#pragma once

#include "domain/incidents/blob_store.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps attachments in memory, for tests.
class BlobStore final : public incidents::BlobStore {
public:
    awaitable<Sha256Digest> put(std::string bytes) override;
    awaitable<std::optional<std::string>> get(Sha256Digest digest) override;
    awaitable<void> remove(Sha256Digest digest) override;

private:
    std::mutex mutex_;
    std::map<Sha256Digest, std::string> blobs_;
};

} // namespace resuelve::memory
