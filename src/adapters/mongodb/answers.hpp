#pragma once

#include "adapters/mongodb/connection.hpp"
#include "platform/http/idempotency.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resuelve::mongodb {

// Answers recorded for idempotency keys in a collection of their own, for a store whose changes are of several
// collections: then a key has to be unique among all of them, and a change that records one is a transaction. Where all
// changes are of one collection its documents carry them: see entity.hpp.

/// The commands that they need in a migration.
std::string answers_commands();

/// Within a transaction. Throws Error of the kind duplicate_key if the key has an answer.
void record_answer(Connection& connection, const http::RecordedAnswer& answer);
std::optional<http::RecordedAnswer> find_recorded_answer(Connection& connection, std::string_view key);
void forget_recorded_answers(Connection& connection, Instant before);

} // namespace resuelve::mongodb
