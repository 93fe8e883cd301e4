#pragma once

#include <string_view>

namespace resuelve::sqlite {

/// A migration of every store whose acts are audited: audit_log.hpp.
inline constexpr std::string_view audit_schema = R"sql(
CREATE TABLE audit(
    number   INTEGER PRIMARY KEY,  -- 1, 2, …
    at       INTEGER NOT NULL,
    role     TEXT NOT NULL,
    actor    BLOB,
    act      TEXT NOT NULL,
    subject  BLOB,
    address  TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    detail   TEXT NOT NULL,
    hash     BLOB NOT NULL         -- SHA-256 over the hash before and this row
) STRICT;
CREATE INDEX audit_by_actor ON audit(actor, number);
CREATE INDEX audit_by_subject ON audit(subject, number);
CREATE INDEX audit_by_act ON audit(act, number);
CREATE TABLE audit_head(           -- the last record, apart from the records, so that a cut end is noticed
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    hash   BLOB NOT NULL
) STRICT;
)sql";

} // namespace resuelve::sqlite
