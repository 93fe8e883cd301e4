#pragma once

#include "domain/incidents/blob_store.hpp"
#include "platform/async/blocking_pool.hpp"

#include <filesystem>

namespace resuelve::files {

/// Keeps attachments as files named by their hash: DIRECTORY/ab/cdef….
class BlobStore final : public incidents::BlobStore {
public:
    /// Makes the directory if it is missing. The files are written and read on `pool`, which lives longer.
    BlobStore(std::filesystem::path directory, BlockingPool& pool);

    awaitable<Sha256Digest> put(std::string bytes) override;
    /// Throws std::runtime_error naming the file if its bytes are not those that its name promises.
    awaitable<std::optional<std::string>> get(Sha256Digest digest) override;
    awaitable<void> remove(Sha256Digest digest) override;

    std::filesystem::path path_of(const Sha256Digest& digest) const;

private:
    std::filesystem::path directory_;
    BlockingPool& pool_;
};

} // namespace resuelve::files
