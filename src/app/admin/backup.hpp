#pragma once

#include "app/data_directory.hpp"

#include <filesystem>
#include <ostream>

namespace resuelve::app {

/// Copies a store, also of a running server, into a new directory: consistent databases, the attachments, and a
/// manifest with the SHA-256 of every file. Signing keys only if asked: without them receipts of before can still be
/// checked against their own public key, but sessions end. Throws std::runtime_error, having removed what it wrote, if
/// anything cannot be copied.
void back_up(const DataDirectory& from, const std::filesystem::path& to, bool with_keys, std::ostream& output);

/// Checks every file of a backup against its manifest and makes a new data directory from it. Consumers hear the kept
/// events again, which their idempotency bears: nothing is mailed twice.
/// Throws std::runtime_error naming the file that is missing, cut or changed, or if `to` is not empty.
void restore(const std::filesystem::path& from, const std::filesystem::path& to, std::ostream& output);

} // namespace resuelve::app
