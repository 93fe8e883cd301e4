#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace resuelve::http {

/// Reads parts of one open file. Blocks, so it is used on a BlockingPool.
class FileReader {
public:
    /// Throws std::system_error if there is no such regular file.
    explicit FileReader(const std::filesystem::path& path);
    ~FileReader();
    FileReader(FileReader&& other) noexcept;
    FileReader& operator=(FileReader&&) = delete;

    std::uint64_t size() const { return size_; }
    /// At least one and at most `bytes` bytes from `offset`. Throws std::system_error, also if the file ends before.
    std::string read(std::uint64_t offset, std::size_t bytes) const;

private:
    int descriptor_;
    std::uint64_t size_ = 0;
};

} // namespace resuelve::http
