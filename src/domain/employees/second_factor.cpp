#include "domain/employees/second_factor.hpp"

#include <algorithm>

namespace resuelve::employees {

Sha256Digest recovery_digest(std::string_view code) {
    std::string plain;
    for (const char c : code) {
        if (c == ' ' || c == '-') continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return sha256(plain);
}

bool SecondFactor::use_recovery_code(std::string_view code) {
    // The digests are of 50 random bits and more: how long comparing them takes tells nothing of use.
    return std::erase(recovery_codes, recovery_digest(code)) > 0;
}

} // namespace resuelve::employees
