#include "platform/crypto/secret.hpp"

#include "platform/crypto/encoding.hpp"

#include <sodium.h>

namespace resuelve {

std::string make_secret(Random& random) {
    return to_base64url(random.bytes<32>());
}

bool looks_like_secret(std::string_view text) {
    const auto bytes = text.size() == 43 ? from_base64url(text) : std::nullopt;
    return bytes && bytes->size() == 32;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace resuelve
