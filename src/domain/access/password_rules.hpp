#pragma once

#include "platform/crypto/password_hasher.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace resuelve::access {

/// Lengths in code points (reliability.md §3.5).
constexpr std::size_t shortest_customer_password = 12;
constexpr std::size_t shortest_employee_password = 15;
constexpr std::size_t shortest_employee_password_with_second_factor = 8;
constexpr std::size_t longest_password = 128;

enum class PasswordFault { too_short, too_long, too_common, made_of_names };

/// "too_short" …: for FieldError::code.
std::string_view code_of(PasswordFault fault);
/// For people.
std::string_view detail_of(PasswordFault fault);

struct PasswordOwner {
    PasswordClass kind = PasswordClass::customer;
    bool second_factor = false;
    std::span<const std::string> names; ///< the person's, the e-mail address, the shop's: no password is made of them
};

/// What is wrong with a new password; nothing if it may be used. No rule about kinds of characters, and no forced
/// change.
std::optional<PasswordFault> password_fault(std::string_view password, const PasswordOwner& owner);

} // namespace resuelve::access
