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

/// Base 32 without padding (RFC 4648 §6): what authenticator apps take.
std::string to_base32(std::span<const std::uint8_t> bytes);

} // namespace resuelve
