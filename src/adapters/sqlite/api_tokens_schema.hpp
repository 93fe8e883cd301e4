#pragma once

#include <string_view>

namespace resuelve::sqlite {

/// A migration of the employees' store, and of the stores that keep a copy of what it tells.
inline constexpr std::string_view api_tokens_schema = R"sql(
CREATE TABLE api_tokens(
    id           BLOB PRIMARY KEY,
    name         TEXT NOT NULL,
    digest       BLOB NOT NULL UNIQUE,  -- SHA-256 of the token
    scopes       TEXT NOT NULL,         -- JSON array
    ranges       TEXT NOT NULL,         -- JSON array
    created_by   BLOB NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at   INTEGER
) STRICT, WITHOUT ROWID;
)sql";

} // namespace resuelve::sqlite
