#pragma once

#include "adapters/sqlite/connection.hpp"
#include "platform/http/idempotency.hpp"

namespace resuelve::sqlite {

/// Throws http::AlreadyAnswered if the key has an answer.
void record_answer(Connection& connection, const http::RecordedAnswer& answer);
std::optional<http::RecordedAnswer> find_answer(Connection& connection, std::string_view key);
void forget_answers(Connection& connection, Instant before);

} // namespace resuelve::sqlite
