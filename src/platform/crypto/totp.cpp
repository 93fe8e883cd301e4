#include "platform/crypto/totp.hpp"

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <fmt/format.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include <stdexcept>

namespace resuelve::totp {

std::int64_t step_at(Instant now) {
    return std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count() / 30;
}

std::string code(const Seed& seed, std::int64_t step) {
    std::array<std::uint8_t, 8> counter;
    for (std::size_t i = 0; i < 8; ++i)
        counter[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (8 * (7 - i)));
    std::array<std::uint8_t, 20> mac;
    if (gnutls_hmac_fast(GNUTLS_MAC_SHA1, seed.data(), seed.size(), counter.data(), counter.size(), mac.data()) < 0)
        throw std::runtime_error{"GnuTLS cannot compute HMAC-SHA-1"};
    // RFC 4226 §5.3: four bytes from where the last nibble points, without the sign bit.
    const std::size_t at = mac[19] & 15U;
    const auto number = (mac[at] & 127U) << 24U | static_cast<unsigned>(mac[at + 1]) << 16U |
                        static_cast<unsigned>(mac[at + 2]) << 8U | mac[at + 3];
    return fmt::format("{:06}", number % 1'000'000);
}

std::optional<std::int64_t> matching_step(const Seed& seed, std::string_view typed, Instant now,
                                          std::int64_t last_used) {
    const auto current = step_at(now);
    std::optional<std::int64_t> found;
    for (const auto step : {current - 1, current, current + 1})
        if (equal_in_constant_time(code(seed, step), typed) && step > last_used) found = step;
    return found;
}

std::string uri(const Seed& seed, std::string_view issuer, std::string_view account) {
    const auto encoded = [](std::string_view text) { return boost::urls::encode(text, boost::urls::unreserved_chars); };
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                       encoded(issuer), encoded(account), to_base32(seed));
}

} // namespace resuelve::totp
