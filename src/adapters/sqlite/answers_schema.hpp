#pragma once

#include <string_view>

namespace resuelve::sqlite {

/// A migration of the stores beside the incidents' that remember what they answered to an Idempotency-Key: answers.hpp.
inline constexpr std::string_view answers_schema = R"sql(
CREATE TABLE answers(
    key         TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status      INTEGER NOT NULL,
    location    TEXT NOT NULL,
    etag        TEXT NOT NULL,
    answered_at INTEGER NOT NULL,
    body        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_age ON answers(answered_at);
)sql";

} // namespace resuelve::sqlite
