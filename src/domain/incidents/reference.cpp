#include "domain/incidents/reference.hpp"

namespace resuelve::incidents {
namespace {

/// Crockford's base 32: no I, L, O, U.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t length = 12; ///< characters, the last one checks

/// The value of what somebody typed; -1 for what is not in the alphabet.
int value_of(char typed) {
    if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
    if (typed == 'O') typed = '0';
    if (typed == 'I' || typed == 'L') typed = '1';
    const auto at = alphabet.find(typed);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// A polynomial over GF(32) = GF(2)[x]/(x^5+x^2+1), evaluated at x by Horner's rule. A valid reference gives 0. The
/// powers of x up to x^30 are all different and not zero, so a wrong character, or two exchanged neighbours, never do.
constexpr int times_x(int value) {
    return (value << 1) ^ ((value & 16) != 0 ? 0b100101 : 0);
}

std::string grouped(std::string_view plain) {
    return std::string{plain.substr(0, 4)}.append("-").append(plain.substr(4, 4)).append("-").append(plain.substr(8));
}

} // namespace

Reference Reference::make(Random& random) {
    std::string plain;
    int sum = 0;
    for (const auto byte : random.bytes<length - 1>()) {
        const int value = byte & 31;
        plain += alphabet[static_cast<std::size_t>(value)];
        sum = times_x(sum) ^ value;
    }
    plain += alphabet[static_cast<std::size_t>(times_x(sum))];
    return Reference{grouped(plain)};
}

std::optional<Reference> Reference::parse(std::string_view text) {
    std::string plain;
    int sum = 0;
    for (const char typed : text) {
        if (typed == ' ' || typed == '.' || typed == '-') continue;
        const int value = value_of(typed);
        if (value < 0 || plain.size() == length) return std::nullopt;
        plain += alphabet[static_cast<std::size_t>(value)];
        sum = times_x(sum) ^ value;
    }
    if (plain.size() != length || sum != 0) return std::nullopt;
    return Reference{grouped(plain)};
}

} // namespace resuelve::incidents
