#include "domain/access/session.hpp"

#include "platform/crypto/encoding.hpp"

#include <sodium.h>

#include <algorithm>

namespace resuelve::access {
namespace {

/// The token that follows `token`, as long as the key lasts.
RefreshToken next(const RefreshToken& token, const Key& key) {
    RefreshToken following{token.session, {}};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.secret.data(), key.secret.size());
    crypto_auth_hmacsha256_update(&state, token.session.value.bytes.data(), token.session.value.bytes.size());
    crypto_auth_hmacsha256_update(&state, token.secret.data(), token.secret.size());
    crypto_auth_hmacsha256_final(&state, following.secret.data());
    return following;
}

bool equal(const Sha256Digest& a, const Sha256Digest& b) {
    return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// What the lost answer said: one of the valid keys made it.
std::optional<RefreshToken> answer_again(const Session& session, const RefreshToken& token, const KeyRing& keys) {
    for (const auto& key : keys.valid())
        if (const auto again = next(token, key); equal(again.digest(), session.token)) return again;
    return std::nullopt;
}

} // namespace

Instant Session::expires_at() const {
    const auto life = life_of(kind);
    return std::min(renewed_at + life.idle, signed_in_at + life.absolute);
}

std::string RefreshToken::to_string() const {
    std::array<std::uint8_t, 48> bytes;
    std::ranges::copy(session.value.bytes, bytes.begin());
    std::ranges::copy(secret, bytes.begin() + 16);
    return to_base64url(bytes);
}

Sha256Digest RefreshToken::digest() const {
    return Sha256{}.add(session.value.bytes).add(secret).finish();
}

std::optional<RefreshToken> RefreshToken::parse(std::string_view text) {
    const auto bytes = text.size() == 64 ? from_base64url(text) : std::nullopt;
    if (!bytes || bytes->size() != 48) return std::nullopt;
    RefreshToken token;
    std::copy_n(bytes->begin(), 16, token.session.value.bytes.begin());
    std::copy_n(bytes->begin() + 16, 32, token.secret.begin());
    return token;
}

StartedSession start_session(SessionKind kind, Uuid subject, Instant now, Random& random) {
    const RefreshToken token{SessionId::make(now, random), random.bytes<32>()};
    Session session;
    session.id = token.session;
    session.kind = kind;
    session.subject = subject;
    session.token = token.digest();
    session.signed_in_at = session.renewed_at = now;
    return {std::move(session), token.to_string()};
}

std::expected<RenewedSession, SessionFault> renew(const Session& session, const RefreshToken& token, Instant now,
                                                  const KeyRing& keys) {
    if (!session.alive(now)) return std::unexpected{SessionFault::expired};
    const auto digest = token.digest();
    if (equal(digest, session.token)) {
        const auto following = next(token, keys.newest());
        auto renewed = session;
        renewed.token_before = digest;
        renewed.token = following.digest();
        renewed.renewed_at = now;
        return RenewedSession{std::move(renewed), following.to_string(), true};
    }
    const bool just_replaced =
        session.token_before && equal(digest, *session.token_before) && now < session.renewed_at + refresh_grace;
    if (just_replaced)
        if (const auto again = answer_again(session, token, keys))
            return RenewedSession{session, again->to_string(), false};
    return std::unexpected{SessionFault::unknown};
}

} // namespace resuelve::access
