#pragma once

#include "domain/customers/customer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace resuelve::customers {

/// The words that somebody can be found by: of the names and of the address, which is one word as well. Case and
/// accents do not count.
std::vector<std::string> search_words(const Customer& customer);

/// The beginnings of words that a search asks for, at most 8.
std::vector<std::string> search_terms(std::string_view text);

} // namespace resuelve::customers
