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

/// The same, piece by piece: the file has its name, and whatever had it is gone, once it is committed. One that is not
/// leaves nothing.
class DurableFile {
public:
    explicit DurableFile(const std::filesystem::path& file);
    ~DurableFile();
    DurableFile(const DurableFile&) = delete;
    DurableFile& operator=(const DurableFile&) = delete;

    void write(std::string_view bytes);
    void commit();

private:
    std::filesystem::path file_;
    std::filesystem::path temporary_;
    int descriptor_;
};

/// What was created, renamed and removed in it survives a power loss. Throws std::system_error.
void sync_directory(const std::filesystem::path& directory);

} // namespace resuelve::files
