#include "adapters/sqlite/entries.hpp"

#include <sqlite3.h>

#include <cstring>

namespace resuelve::sqlite {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> bytes(const Statement& row, int column) {
    const auto blob = row.blob(column);
    std::array<std::uint8_t, N> result{};
    // A wrong length becomes zeros, which verify-history finds and names, where an exception would hide the rest.
    if (blob.size() == N) std::memcpy(result.data(), blob.data(), N);
    return result;
}

} // namespace

void insert_entry(Connection& connection, std::int64_t incident_row, const incidents::Entry& entry) {
    connection
        .prepare(
            "INSERT INTO entries(incident, number, kind, visibility, author_role, author_id, author_name, at, erased,"
            " salt, digest, hash, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")
        .bind_all(incident_row, entry.number, static_cast<int>(entry.kind), static_cast<int>(entry.visibility),
                  static_cast<int>(entry.author_role), entry.author_id, entry.author_name, entry.at, entry.erased,
                  std::span{entry.salt}, std::span{entry.digest}, std::span{entry.hash}, entry.body)
        .run();
}

std::vector<incidents::Entry> entries_after(Connection& connection, std::int64_t incident_row, IncidentId incident,
                                            int after, int limit, bool with_internal) {
    auto row = connection.prepare(
        "SELECT number, kind, visibility, author_role, author_id, author_name, at, erased, salt, digest, hash, body"
        " FROM entries WHERE incident = ?1 AND number > ?2 AND (?3 OR visibility = ?4) ORDER BY number LIMIT ?5");
    row.bind_all(incident_row, after, with_internal, static_cast<int>(incidents::Visibility::public_), limit);
    std::vector<incidents::Entry> entries;
    while (row.step())
        entries.push_back({.incident = incident,
                           .number = static_cast<int>(row.integer(0)),
                           .kind = static_cast<incidents::EntryKind>(row.integer(1)),
                           .visibility = static_cast<incidents::Visibility>(row.integer(2)),
                           .author_role = static_cast<access::Role>(row.integer(3)),
                           .author_id = row.optional_uuid(4),
                           .author_name = std::string{row.text(5)},
                           .at = row.instant(6),
                           .body = std::string{row.text(11)},
                           .salt = bytes<16>(row, 8),
                           .digest = bytes<32>(row, 9),
                           .hash = bytes<32>(row, 10),
                           .erased = row.integer(7) != 0});
    return entries;
}

void blank_entry(Connection& connection, std::int64_t incident_row, const incidents::Entry& erased) {
    connection
        .prepare("UPDATE entries SET erased = ?3, author_name = ?4, salt = ?5, body = ?6 WHERE incident = ?1 AND "
                 "number = ?2")
        .bind_all(incident_row, erased.number, erased.erased, erased.author_name, std::span{erased.salt}, erased.body)
        .run();
}

} // namespace resuelve::sqlite
