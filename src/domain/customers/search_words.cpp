#include "domain/customers/search_words.hpp"

#include "platform/json/text.hpp"

#include <algorithm>

namespace resuelve::customers {
namespace {

constexpr std::size_t max_terms = 8;

void add_words(std::vector<std::string>& words, std::string_view text, std::string_view separators) {
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(separators), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

std::vector<std::string> search_words(const Customer& customer) {
    std::vector<std::string> words;
    add_words(words, text::folded(customer.first_name()), " -'");
    add_words(words, text::folded(customer.last_name()), " -'");
    const auto email = text::folded(customer.email().key());
    words.push_back(email);
    add_words(words, email, "@.-_+");
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
}

std::vector<std::string> search_terms(std::string_view text) {
    std::vector<std::string> terms;
    add_words(terms, text::folded(text), " \t\n");
    if (terms.size() > max_terms) terms.resize(max_terms);
    return terms;
}

} // namespace resuelve::customers
