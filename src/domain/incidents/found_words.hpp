#pragma once

#include "domain/incidents/search_query.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace resuelve::incidents {

/// Where words of a query stand in texts, found as the search finds documents: by the same forms of words.
class FoundWords {
public:
    explicit FoundWords(std::vector<SearchTerm> terms) : terms_{std::move(terms)} {}

    struct Place {
        std::uint32_t terms = 0; ///< a bit for each of the query's words that the text has
        std::size_t at = 0;      ///< the first of them, in bytes
    };
    Place in(std::string_view text);

    /// Whether these are all words of the query.
    bool all(std::uint32_t terms) const { return terms == (std::uint32_t{1} << terms_.size()) - 1; }

private:
    std::uint32_t terms_of(std::string_view word);

    std::vector<SearchTerm> terms_;
    std::unordered_map<std::string, std::uint32_t> known_; ///< words come again: their stems are made once
};

/// At most 200 characters of a text on one line, from a little before a place in it; "…" where something is left out.
std::string snippet(std::string_view text, std::size_t at);

} // namespace resuelve::incidents
