#include "adapters/mongodb/blob_store.hpp"

#include "adapters/mongodb/attachments.hpp"
#include "platform/time/clock.hpp"

#include <fmt/format.h>

namespace resuelve::mongodb {
namespace {

constexpr std::string_view files = "blobs.files";
constexpr std::string_view chunks = "blobs.chunks";
constexpr std::size_t chunk_size = std::size_t{255} * 1024; ///< GridFS's usual one

std::span<const std::uint8_t> as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void insert_blob(Connection& connection, const std::string& id, std::string_view bytes) {
    for (std::size_t n = 0; n * chunk_size < bytes.size(); ++n)
        connection.insert(chunks,
                          {{"files_id", id}, {"n", n}, {"data", as_bytes(bytes.substr(n * chunk_size, chunk_size))}});
    connection.insert(files, {{"_id", id},
                              {"length", bytes.size()},
                              {"chunkSize", chunk_size},
                              {"uploadDate", SystemClock{}.now()},
                              {"filename", id}});
}

/// Written to, although nothing changes, so that a removal at the same moment conflicts and begins again.
bool is_kept_on(Connection& connection, const std::string& id) {
    return connection.update_one(files, {{"_id", id}}, Document{{"$inc", Document{{"uploads", 1}}}}).matched > 0;
}

} // namespace

awaitable<Sha256Digest> BlobStore::put(std::string bytes) {
    const auto digest = sha256(bytes);
    co_await database_.transaction([id = to_hex(digest), bytes = std::move(bytes)](Connection& connection) {
        if (!is_kept_on(connection, id)) insert_blob(connection, id, bytes);
    });
    co_return digest;
}

awaitable<std::optional<std::string>> BlobStore::get(Sha256Digest digest) {
    auto bytes = co_await database_.read([id = to_hex(digest)](Connection& connection) -> std::optional<std::string> {
        if (!connection.find_one(files, {.filter = {{"_id", id}}, .projection = {{"_id", 1}}})) return std::nullopt;
        std::string whole;
        for (const auto& chunk :
             connection.find(chunks, {.filter = {{"files_id", id}}, .sort = {{"files_id", 1}, {"n", 1}}})) {
            const auto data = chunk["data"].bytes();
            whole.append(reinterpret_cast<const char*>(data.data()), data.size());
        }
        return whole;
    });
    if (bytes && sha256(*bytes) != digest)
        throw std::runtime_error{fmt::format("the blob {} is damaged in the database", to_hex(digest))};
    co_return bytes;
}

awaitable<void> BlobStore::remove(Sha256Digest digest) {
    co_await database_.transaction([digest](Connection& connection) {
        if (is_referred_to(connection, digest)) return;
        const auto id = to_hex(digest);
        connection.delete_one(files, {{"_id", id}});
        connection.delete_many(chunks, {{"files_id", id}});
    });
}

} // namespace resuelve::mongodb
