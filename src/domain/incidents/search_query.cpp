#include "domain/incidents/search_query.hpp"

#include "domain/incidents/search_words.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/text.hpp"

namespace resuelve::incidents {
namespace {

constexpr std::size_t longest_query = 256; ///< characters
constexpr std::size_t most_words = 16;
constexpr std::size_t shortest_prefix = 2; ///< characters; a shorter one is looked for as a whole word

[[noreturn]] void refuse(std::string_view code, std::string_view detail) {
    throw Problem{Problem::invalid, {}, {{"q", std::string{code}, std::string{detail}}}};
}

SearchTerm term(std::string_view word, bool has_star) {
    auto folded = folded_word(word);
    if (has_star && text::code_points(folded) >= shortest_prefix) return {{}, std::move(folded)};
    return {forms(word), {}};
}

} // namespace

std::vector<SearchTerm> search_terms(std::string_view typed) {
    if (!text::is_utf8(typed)) refuse("malformed", "is not UTF-8");
    if (text::code_points(typed) > longest_query) refuse("too_long", "has at most 256 characters");
    std::vector<SearchTerm> terms;
    for (auto place = next_word(typed, 0); place.begin < typed.size(); place = next_word(typed, place.end)) {
        if (terms.size() == most_words) refuse("too_many", "has at most 16 words");
        terms.push_back(
            term(typed.substr(place.begin, place.end - place.begin), typed.substr(place.end).starts_with('*')));
    }
    return terms;
}

} // namespace resuelve::incidents
