#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve {

using Bytes = std::vector<std::uint8_t>;

/// base64url without padding (RFC 4648 §5).
std::string to_base64url(std::span<const std::uint8_t> bytes);
std::string to_base64url(std::string_view bytes);

/// Only the one spelling that to_base64url gives: no padding, spaces, or bits left over. Nothing otherwise.
std::optional<Bytes> from_base64url(std::string_view text);

/// Bytes that are written as base64url: a member of a request's body, or of what is stored as JSON.
struct Base64url {
    static constexpr std::string_view expected = "base64url without padding";

    Bytes bytes;

    static std::optional<Base64url> parse(std::string_view text);
    std::string to_string() const { return to_base64url(bytes); }

    bool operator==(const Base64url&) const = default;
};

/// Base 32 without padding (RFC 4648 §6): what authenticator apps take.
std::string to_base32(std::span<const std::uint8_t> bytes);

} // namespace resuelve
