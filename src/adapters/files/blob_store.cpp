#include "adapters/files/blob_store.hpp"

#include "adapters/files/durable_file.hpp"

#include <fstream>
#include <stdexcept>
#include <system_error>

namespace resuelve::files {
namespace {

/// Nothing if there is no such file.
std::optional<std::string> read_whole(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        if (!std::filesystem::exists(path)) return std::nullopt;
        throw std::system_error{errno, std::generic_category(), path.string()};
    }
    std::string bytes(std::filesystem::file_size(path), '\0');
    if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
        throw std::system_error{EIO, std::generic_category(), path.string()};
    return bytes;
}

} // namespace

BlobStore::BlobStore(std::filesystem::path directory, BlockingPool& pool) :
    directory_{std::move(directory)}, pool_{pool} {
    make_directory(directory_);
}

std::filesystem::path BlobStore::path_of(const Sha256Digest& digest) const {
    const auto name = to_hex(digest);
    return directory_ / name.substr(0, 2) / name.substr(2);
}

awaitable<Sha256Digest> BlobStore::put(std::string bytes) {
    co_return co_await pool_.run([&] {
        const auto digest = sha256(bytes);
        const auto path = path_of(digest);
        make_directory(path.parent_path());
        // Written again though it may be there: only so is it sure to be durable and whole.
        write_durably(path, bytes);
        return digest;
    });
}

awaitable<std::optional<std::string>> BlobStore::get(Sha256Digest digest) {
    co_return co_await pool_.run([&] {
        const auto path = path_of(digest);
        auto bytes = read_whole(path);
        if (bytes && sha256(*bytes) != digest)
            throw std::runtime_error{path.string() + " does not have the bytes that were stored"};
        return bytes;
    });
}

awaitable<void> BlobStore::remove(Sha256Digest digest) {
    co_await pool_.run([&] { std::filesystem::remove(path_of(digest)); });
}

} // namespace resuelve::files
