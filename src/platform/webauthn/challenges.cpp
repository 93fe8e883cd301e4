#include "platform/webauthn/challenges.hpp"

#include "platform/crypto/encoding.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace resuelve::webauthn {
namespace {

using Nonce = std::array<std::uint8_t, 16>;
using Mark = std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES>;

/// A challenge: random bytes, the milliseconds of its making, and our mark of both.
struct Parts {
    Nonce nonce{};
    std::int64_t made_at = 0;
    Mark mark{};
};
static_assert(sizeof(Parts) == 56 && std::endian::native == std::endian::little);

void add(crypto_auth_hmacsha256_state& state, const void* data, std::size_t size) {
    crypto_auth_hmacsha256_update(&state, static_cast<const unsigned char*>(data), size);
}

Mark mark_of(const Parts& parts, const Key& key, std::string_view purpose) {
    static constexpr std::string_view what = "webauthn challenge:";
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.secret.data(), key.secret.size());
    add(state, what.data(), what.size());
    add(state, parts.nonce.data(), parts.nonce.size());
    add(state, &parts.made_at, sizeof parts.made_at);
    add(state, purpose.data(), purpose.size());
    Mark mark;
    crypto_auth_hmacsha256_final(&state, mark.data());
    return mark;
}

} // namespace

std::string Challenges::make(Instant now, Random& random) const {
    Parts parts{.nonce = random.bytes<16>(), .made_at = now.time_since_epoch().count()};
    parts.mark = mark_of(parts, keys_.newest(), purpose_);
    std::array<std::uint8_t, sizeof parts> bytes;
    std::memcpy(bytes.data(), &parts, bytes.size());
    return to_base64url(bytes);
}

std::optional<Instant> Challenges::made_at(std::string_view challenge, Instant now) const {
    const auto bytes = from_base64url(challenge);
    if (!bytes || bytes->size() != sizeof(Parts)) return std::nullopt;
    Parts parts;
    std::memcpy(&parts, bytes->data(), sizeof parts);
    const auto is_ours = [&](const Key& key) {
        return sodium_memcmp(mark_of(parts, key, purpose_).data(), parts.mark.data(), parts.mark.size()) == 0;
    };
    if (!std::ranges::any_of(keys_.valid(), is_ours)) return std::nullopt;
    const Instant made{std::chrono::milliseconds{parts.made_at}};
    return now < made + validity ? std::optional{made} : std::nullopt;
}

} // namespace resuelve::webauthn
