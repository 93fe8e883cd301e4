#include "domain/incidents/found_words.hpp"

#include "domain/incidents/search_words.hpp"

#include <algorithm>

namespace resuelve::incidents {
namespace {

constexpr std::size_t longest_snippet = 200; ///< characters, with the two "…"
constexpr std::size_t lead = 60;             ///< characters in front of the first found word

bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

/// So many characters to the left of `at`, then on to the next word; the beginning if that is nearer.
std::size_t begin_of(std::string_view text, std::size_t at) {
    auto begin = at;
    for (std::size_t characters = 0; begin > 0 && characters < lead;)
        if (begins_character(text[--begin])) ++characters;
    if (begin == 0) return 0;
    const auto space = text.find_first_of(" \n\t", begin);
    return space < at ? space + 1 : at;
}

/// So many characters to the right of `begin`, then back to the end of a word.
std::size_t end_of(std::string_view text, std::size_t begin, std::size_t at, std::size_t most) {
    auto end = begin;
    for (std::size_t characters = 0; end < text.size(); ++end)
        if (begins_character(text[end]) && ++characters > most) break;
    if (end == text.size()) return end;
    const auto space = text.find_last_of(" \n\t", end);
    return space != std::string_view::npos && space > at ? space : end;
}

} // namespace

std::uint32_t FoundWords::terms_of(std::string_view word) {
    const auto [known, is_new] = known_.try_emplace(std::string{word}, 0);
    if (!is_new) return known->second;
    const auto forms = index_forms(word);
    for (std::size_t term = 0; term < terms_.size(); ++term) {
        const auto& wanted = terms_[term];
        const auto matches = [&](const std::string& form) {
            return wanted.prefix.empty() ? std::ranges::find(wanted.forms, form) != wanted.forms.end()
                                         : form.starts_with(wanted.prefix);
        };
        if (std::ranges::any_of(forms, matches)) known->second |= std::uint32_t{1} << term;
    }
    return known->second;
}

FoundWords::Place FoundWords::in(std::string_view text) {
    Place found;
    for (auto place = next_word(text, 0); place.begin < text.size(); place = next_word(text, place.end)) {
        const auto terms = terms_of(text.substr(place.begin, place.end - place.begin));
        if (terms != 0 && found.terms == 0) found.at = place.begin;
        found.terms |= terms;
        if (found.terms != 0 && all(found.terms)) break;
    }
    return found;
}

std::string snippet(std::string_view text, std::size_t at) {
    constexpr std::string_view left_out = "…";
    const auto begin = begin_of(text, at);
    const auto end = end_of(text, begin, at, longest_snippet - 2);
    std::string line;
    if (begin > 0) line += left_out;
    line += text.substr(begin, end - begin);
    if (end < text.size()) line += left_out;
    std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

} // namespace resuelve::incidents
