#include "domain/incidents/order_number.hpp"

#include "domain/incidents/search_words.hpp"
#include "platform/json/text.hpp"

#include <string>

namespace resuelve::incidents {
namespace {

std::string letters_and_digits(std::string_view order) {
    const auto folded = text::folded(order);
    std::string plain;
    for (const auto word : words(folded))
        plain += word;
    return plain;
}

} // namespace

bool is_same_order(std::string_view one, std::string_view other) {
    const auto plain = letters_and_digits(one);
    return !plain.empty() && plain == letters_and_digits(other);
}

} // namespace resuelve::incidents
