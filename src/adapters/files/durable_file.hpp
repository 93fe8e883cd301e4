#pragma once

#include <filesystem>
#include <string_view>

namespace resuelve::files {

/// Makes a directory for its owner alone, and its parents, durably. Throws as write_durably.
void make_directory(const std::filesystem::path& directory);

/// Writes a whole file, readable by its owner alone: a temporary one beside it, fsync, rename, fsync of the directory
/// (reliability.md promise 2). When it returns, the file survives a power loss; when it throws, there is no new file.
/// Throws Problem::storage_full, or std::system_error with the path.
void write_durably(const std::filesystem::path& file, std::string_view bytes);

} // namespace resuelve::files
