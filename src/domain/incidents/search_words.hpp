#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::incidents {

/// Where a word stands in a text, in bytes.
struct WordPlace {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The next word (letters, digits and their marks) at or after `from`; begin == end == text.size() if there is none.
/// Bytes that are not UTF-8 separate words.
WordPlace next_word(std::string_view text, std::size_t from);

/// Every word of a text.
std::vector<std::string_view> words(std::string_view text);

/// Whether a word has stems. Numbers, references and models have no endings; what is over 64 bytes is no word.
bool is_stemmed(std::string_view word);

/// The forms under which a word of a query is looked up: its stems in Spanish, with the accent of -ción and -sión put
/// back if it was not typed, and in English; without accents, ñ kept. Two words are the same to a search when they
/// share a form. Of a word that is not stemmed it is the folded word alone, cut after 64 bytes.
std::vector<std::string> forms(std::string_view word);

/// The forms under which a word of a document is kept: forms() and the whole word folded, which prefixes are compared
/// with. Without repetitions.
std::vector<std::string> index_forms(std::string_view word);

/// The word without accents in lower case, for a prefix.
std::string folded_word(std::string_view word);

} // namespace resuelve::incidents
