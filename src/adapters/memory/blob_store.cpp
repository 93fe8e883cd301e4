#include "adapters/memory/blob_store.hpp"

namespace resuelve::memory {

awaitable<Sha256Digest> BlobStore::put(std::string bytes) {
    const auto digest = sha256(bytes);
    const std::lock_guard lock{mutex_};
    blobs_.insert_or_assign(digest, std::move(bytes));
    co_return digest;
}

awaitable<std::optional<std::string>> BlobStore::get(Sha256Digest digest) {
    const std::lock_guard lock{mutex_};
    const auto found = blobs_.find(digest);
    co_return found == blobs_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<void> BlobStore::remove(Sha256Digest digest) {
    const std::lock_guard lock{mutex_};
    blobs_.erase(digest);
    co_return;
}

} // namespace resuelve::memory
