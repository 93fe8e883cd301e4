#pragma once

#include "platform/ids/random.hpp"

#include <string>
#include <string_view>

namespace resuelve {

/// 256 random bits in base64url, 43 characters: refresh tokens, links in mails. Stored only as its SHA-256.
std::string make_secret(Random& random);

/// Whether it has the shape of make_secret's: worth looking up at all.
bool looks_like_secret(std::string_view text);

/// Compares without telling by its time where two texts of equal length differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

} // namespace resuelve
