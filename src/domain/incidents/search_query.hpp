#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resuelve::incidents {

/// One word of a query. A document has it if one of the document's index_forms() is one of `forms` or begins with
/// `prefix`.
struct SearchTerm {
    std::vector<std::string> forms;
    std::string prefix; ///< "word*": instead of the forms

    bool operator==(const SearchTerm&) const = default;
};

/// The words of what somebody typed, all of which a document must have; none of it is syntax but a "*" after a word,
/// which needs two characters before it. Nothing for a text without words: it finds nothing. Throws Problem::invalid
/// beyond 256 characters or 16 words, and for what is not UTF-8.
std::vector<SearchTerm> search_terms(std::string_view typed);

} // namespace resuelve::incidents
