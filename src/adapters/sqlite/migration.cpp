#include "adapters/sqlite/migration.hpp"

#include <fstream>

namespace resuelve::sqlite {
namespace {

void refuse_newer(std::int64_t found, const std::filesystem::path& file, std::span<const Migration> migrations) {
    const int known = migrations.empty() ? 0 : migrations.back().version;
    if (found > known)
        throw StoreRefused{
            fmt::format("{} was written by a newer version of Resuelve (schema {}, this program knows up to {}). "
                        "Nothing was changed. Run the newer program, or restore a backup made before the upgrade.",
                        file.string(), found, known)};
}

} // namespace

void refuse_newer_file(const std::filesystem::path& file, std::span<const Migration> migrations) {
    std::ifstream stream{file, std::ios::binary};
    std::array<char, 64> header{};
    if (!stream.read(header.data(), header.size())) return;
    if (std::string_view{header.data(), 15} != "SQLite format 3")
        throw StoreRefused{fmt::format("{} is not a store of Resuelve.", file.string())};
    // "The user version": bytes 60 to 63, big endian (SQLite's database file format, 1.3).
    std::int64_t version = 0;
    for (std::size_t i = 60; i < 64; ++i)
        version = version << 8 | static_cast<unsigned char>(header[i]);
    refuse_newer(version, file, migrations);
}

void migrate(Connection& connection, const std::filesystem::path& file, std::span<const Migration> migrations) {
    std::int64_t version = 0;
    {
        auto statement = connection.prepare("PRAGMA user_version");
        if (statement.step()) version = statement.integer(0);
    }
    refuse_newer(version, file, migrations);
    if (migrations.empty() || version == migrations.back().version) return;
    connection.execute("BEGIN IMMEDIATE");
    try {
        for (const auto& migration : migrations)
            if (migration.version > version) connection.execute(std::string{migration.sql}.c_str());
        connection.execute(fmt::format("PRAGMA user_version = {}", migrations.back().version).c_str());
        connection.execute("COMMIT");
    } catch (...) {
        if (connection.in_transaction()) connection.execute("ROLLBACK");
        throw;
    }
}

} // namespace resuelve::sqlite
