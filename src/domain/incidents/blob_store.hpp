#pragma once

#include "platform/async/awaitable.hpp"
#include "platform/crypto/sha256.hpp"

#include <optional>
#include <string>

namespace resuelve::incidents {

/// Keeps the bytes of attachments by their SHA-256. Every adapter passes tests/contract/blob_store_contract.hpp.
class BlobStore {
public:
    virtual ~BlobStore() = default;

    /// Returns when the bytes are durable. Storing the same bytes again is not an error.
    /// Throws Problem::storage_full when there is no room.
    virtual awaitable<Sha256Digest> put(std::string bytes) = 0;

    /// The bytes, checked against their hash; nothing if they are not there.
    virtual awaitable<std::optional<std::string>> get(Sha256Digest digest) = 0;

    /// Forgets the bytes. The caller knows that nobody refers to them.
    virtual awaitable<void> remove(Sha256Digest digest) = 0;
};

} // namespace resuelve::incidents
