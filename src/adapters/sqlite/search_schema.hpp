#pragma once

#include "adapters/sqlite/migration.hpp"

#include <array>

namespace resuelve::sqlite {

/// search.db. It keeps the words of each document, because FTS5 has to be told them to remove it. Documents come by the
/// hundred, so there are few segments: with sixteen of them merged at a time searches take as long as with four
/// (docs/performance.md).
inline constexpr std::string_view search_tables = R"sql(
-- One document for an incident's own text and one for each message. Its rowid is
-- incidents.row * 2^20 + the entry's number, or 0 for the incident: newest incidents last.
CREATE VIRTUAL TABLE search USING fts5(
    everybody, employees, detail='column', columnsize=0, prefix='2 3 4', tokenize='resuelve_words');
INSERT INTO search(search, rank) VALUES ('crisismerge', 32);
INSERT INTO search(search, rank) VALUES ('automerge', 16);

CREATE TABLE progress(
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    store TEXT NOT NULL,   -- search_store.id of the incidents.db that this file belongs to
    mark  INTEGER NOT NULL -- unindexed.number of the last mark that is in the index
) STRICT;
)sql";

inline constexpr std::array<Migration, 1> search_migrations{{{1, search_tables}}};

} // namespace resuelve::sqlite
