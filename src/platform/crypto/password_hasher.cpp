#include "platform/crypto/password_hasher.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>

namespace resuelve {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

std::size_t memory_bytes(const Argon2Cost& cost) {
    return std::size_t{cost.memory_kib} * 1024;
}

/// One spelling of what people type on different keyboards; bytes that are not UTF-8 stay.
std::string composed(const std::string& password) {
    utf8proc_uint8_t* result = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(password.data()),
                                     static_cast<utf8proc_ssize_t>(password.size()), &result,
                                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{result, &std::free};
    return length < 0 ? password : std::string{reinterpret_cast<const char*>(result), static_cast<std::size_t>(length)};
}

/// A hash that nothing matches but that costs as much to check.
std::string dummy_hash(const Argon2Cost& cost) {
    std::array<std::uint8_t, 16> salt;
    std::array<std::uint8_t, 32> hash;
    randombytes_buf(salt.data(), salt.size());
    randombytes_buf(hash.data(), hash.size());
    const auto base64 = [](const auto& bytes) {
        constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
        std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
        sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
        text.pop_back();
        return text;
    };
    return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_kib, cost.passes, base64(salt), base64(hash));
}

void throw_if_late(SteadyTime asked, std::chrono::milliseconds longest_wait) {
    if (std::chrono::steady_clock::now() - asked > longest_wait) throw QueueFull{"password hashing"};
}

} // namespace

PasswordHasher::PasswordHasher(PasswordCosts costs, Limits limits) :
    costs_{costs}, longest_wait_{limits.longest_wait}, pool_{"password hashing", limits.threads, limits.waiting} {
    if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot be initialised"};
}

awaitable<std::string> PasswordHasher::hash(std::string password, PasswordClass kind) {
    co_return co_await pool_.run([password = composed(password), cost = cost(kind), wait = longest_wait_,
                                  asked = std::chrono::steady_clock::now()]() -> std::string {
        throw_if_late(asked, wait);
        std::array<char, crypto_pwhash_argon2id_STRBYTES> encoded{};
        if (crypto_pwhash_argon2id_str(encoded.data(), password.data(), password.size(), cost.passes,
                                       memory_bytes(cost)) != 0)
            throw std::bad_alloc{}; // its only way to fail with these costs
        return encoded.data();
    });
}

awaitable<PasswordCheck> PasswordHasher::verify(std::string stored, std::string password, PasswordClass kind) {
    co_return co_await pool_.run([stored = std::move(stored), password = composed(password), cost = cost(kind),
                                  wait = longest_wait_, asked = std::chrono::steady_clock::now()]() -> PasswordCheck {
        throw_if_late(asked, wait);
        const bool known = !stored.empty();
        const auto encoded = known ? stored : dummy_hash(cost);
        const bool right =
            crypto_pwhash_argon2id_str_verify(encoded.c_str(), password.data(), password.size()) == 0 && known;
        const bool stale =
            right && crypto_pwhash_argon2id_str_needs_rehash(encoded.c_str(), cost.passes, memory_bytes(cost)) != 0;
        return {right, stale};
    });
}

} // namespace resuelve
