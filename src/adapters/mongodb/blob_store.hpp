#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/incidents/blob_store.hpp"

namespace resuelve::mongodb {

/// Keeps attachments' bytes in the incidents' database as GridFS does, in blobs.files and blobs.chunks, so that any
/// driver reads them; `_id` is the SHA-256 in hexadecimal. A blob is stored and removed whole, by a transaction.
class BlobStore final : public incidents::BlobStore {
public:
    /// Outlives the store.
    explicit BlobStore(Database& database) : database_{database} {}

    awaitable<Sha256Digest> put(std::string bytes) override;
    /// Throws std::runtime_error for bytes that are not those of their hash.
    awaitable<std::optional<std::string>> get(Sha256Digest digest) override;
    /// Keeps what an attachment refers to by now: somebody may have uploaded the same since the caller looked.
    awaitable<void> remove(Sha256Digest digest) override;

private:
    Database& database_;
};

} // namespace resuelve::mongodb
