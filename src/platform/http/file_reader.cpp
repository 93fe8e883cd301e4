#include "platform/http/file_reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <system_error>

namespace resuelve::http {

namespace {

[[noreturn]] void fail(const std::string& what, int code = errno) {
    throw std::system_error{code, std::generic_category(), what};
}

} // namespace

FileReader::FileReader(const std::filesystem::path& path) :
    descriptor_{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)} {
    if (descriptor_ < 0) fail("cannot open a file to send");
    struct stat status{};
    if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor_);
        fail("cannot send what is no file", EINVAL);
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
}

FileReader::~FileReader() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

FileReader::FileReader(FileReader&& other) noexcept :
    descriptor_{std::exchange(other.descriptor_, -1)}, size_{other.size_} {}

std::string FileReader::read(std::uint64_t offset, std::size_t bytes) const {
    std::string block(bytes, '\0');
    const auto size = ::pread(descriptor_, block.data(), bytes, static_cast<off_t>(offset));
    if (size < 0) fail("cannot read a file to send");
    if (size == 0) fail("a file to send became shorter", EIO);
    block.resize(static_cast<std::size_t>(size));
    return block;
}

} // namespace resuelve::http
