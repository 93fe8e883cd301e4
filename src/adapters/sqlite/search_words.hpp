#pragma once

#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"

#include <optional>
#include <string>

namespace resuelve::sqlite {

/// The words of domain/incidents/search_text.hpp, as register_words_tokenizer() wants them. Each once: FTS5 keeps
/// here in which column a word is, not where.
struct SearchWords {
    std::string everybody; ///< what the customer may find too
    std::string employees; ///< what only employees may find

    bool operator==(const SearchWords&) const = default;
    bool empty() const { return everybody.empty() && employees.empty(); }
};

SearchWords search_words(const incidents::Incident& incident);
SearchWords search_words(const incidents::Entry& entry, const std::string& subject);

/// Documents of one incident have neighbouring rowids, later incidents greater ones.
constexpr int search_entry_bits = 20;
constexpr std::int64_t search_rowid(std::int64_t incident_row, int entry) {
    return incident_row << search_entry_bits | std::min(entry, (1 << search_entry_bits) - 1);
}
constexpr std::int64_t incident_row_of(std::int64_t search_rowid) {
    return search_rowid >> search_entry_bits;
}
constexpr int entry_number_of(std::int64_t search_rowid) {
    return static_cast<int>(search_rowid & ((1 << search_entry_bits) - 1));
}

/// An FTS5 expression for what somebody typed, made of quoted words alone, so that nothing typed is syntax; nothing
/// if it has no words. Throws Problem::invalid beyond 256 characters or 16 words.
std::optional<std::string> search_expression(std::string_view typed, bool for_employees);

} // namespace resuelve::sqlite
