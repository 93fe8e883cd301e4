#pragma once

#include "adapters/sqlite/connection.hpp"

namespace resuelve::sqlite {

/// Teaches a connection's FTS5 the tokenizer "resuelve_words": the text is already a list of words in the form in which
/// they are indexed, with one space between. Stemming happens before, on the threads that have time for it, and not on
/// the one that writes.
void register_words_tokenizer(Connection& connection);

} // namespace resuelve::sqlite
