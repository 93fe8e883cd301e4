#include "adapters/sqlite/answers.hpp"

namespace resuelve::sqlite {

void record_answer(Connection& connection, const http::RecordedAnswer& answer) {
    try {
        connection
            .prepare("INSERT INTO answers(key, fingerprint, status, location, etag, answered_at, body)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .bind_all(answer.key, answer.fingerprint, answer.status, answer.location, answer.etag, answer.answered_at,
                      answer.body)
            .run();
    } catch (const Error& e) {
        if (e.is_unique_violation()) throw http::AlreadyAnswered{};
        throw;
    }
}

std::optional<http::RecordedAnswer> find_answer(Connection& connection, std::string_view key) {
    auto row =
        connection.prepare("SELECT fingerprint, status, location, etag, answered_at, body FROM answers WHERE key = ?1");
    row.bind(1, key);
    if (!row.step()) return std::nullopt;
    return http::RecordedAnswer{.key = std::string{key},
                                .fingerprint = std::string{row.text(0)},
                                .status = static_cast<unsigned>(row.integer(1)),
                                .location = std::string{row.text(2)},
                                .etag = std::string{row.text(3)},
                                .body = std::string{row.text(5)},
                                .answered_at = row.instant(4)};
}

void forget_answers(Connection& connection, Instant before) {
    connection.prepare("DELETE FROM answers WHERE answered_at < ?1").bind(1, before).run();
}

} // namespace resuelve::sqlite
