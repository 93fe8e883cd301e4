#include "domain/access/password_rules.hpp"

#include "domain/access/common_passwords.hpp"
#include "platform/json/text.hpp"

#include <algorithm>
#include <string>

namespace resuelve::access {
namespace {

static_assert(std::ranges::is_sorted(common_password_words));

/// Rows that fingers walk along.
constexpr std::array<std::string_view, 7> keyboard_walks{
    "12345678901234567890",       "qwertyuiopqwertyuiop", "asdfghjklasdfghjkl",        "zxcvbnmzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp"};

/// Folded, and ñ is n too: who guesses tries both.
std::string simplified(std::string_view text) {
    constexpr std::string_view enye = "ñ";
    auto simple = text::folded(text);
    for (auto at = simple.find(enye); at != simple.npos; at = simple.find(enye, at))
        simple.replace(at, enye.size(), "n");
    return simple;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// "P4$$word" as "password".
std::string without_disguise(std::string text) {
    constexpr std::string_view disguise = "013457@$!";
    constexpr std::string_view meant = "oieastasi";
    for (auto& c : text)
        if (const auto at = disguise.find(c); at != disguise.npos) c = meant[at];
    return text;
}

std::string_view without_ends(std::string_view text) {
    while (!text.empty() && !is_letter(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && !is_letter(text.back()))
        text.remove_suffix(1);
    return text;
}

/// "abcabcabc" as "abc".
std::string_view period_of(std::string_view text) {
    for (std::size_t length = 1; length <= text.size() / 2; ++length)
        if (text.size() % length == 0 && text.substr(length) == text.substr(0, text.size() - length))
            return text.substr(0, length);
    return text;
}

bool is_listed(std::string_view word) {
    return std::ranges::binary_search(common_password_words, word);
}

bool is_walk(std::string_view text) {
    const std::string back{text.rbegin(), text.rend()};
    return text.empty() || std::ranges::any_of(keyboard_walks, [&](std::string_view walk) {
               return walk.contains(text) || walk.contains(back);
           });
}

/// Two or more walks after each other, each at least three long: "qwerty123456".
bool is_made_of_walks(std::string_view text) {
    while (!text.empty()) {
        std::size_t length = text.size();
        while (length >= 3 && !is_walk(text.substr(0, length)))
            --length;
        if (length < 3) return false;
        text.remove_prefix(length);
    }
    return true;
}

bool is_common(const std::string& simple) {
    if (period_of(simple).size() <= 4 || is_made_of_walks(simple)) return true;
    if (is_listed(period_of(without_ends(simple)))) return true;
    const auto plain = without_disguise(simple);
    return is_listed(period_of(without_ends(plain))) || is_listed(period_of(plain)) ||
           is_listed(without_disguise(std::string{without_ends(simple)}));
}

/// The words of a name or address that are long enough to be recognised in a password.
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    for (const char c : simplified(name)) {
        if (is_letter(c) || (c >= '0' && c <= '9'))
            words.back() += c;
        else
            words.emplace_back();
    }
    std::erase_if(words, [](const std::string& word) { return word.size() < 3; });
    return words;
}

/// Fewer than six letters are left when the names are taken out.
bool is_made_of_names(std::string rest, std::span<const std::string> names) {
    bool found = false;
    for (const auto& name : names)
        for (const auto& word : words_of(name))
            for (auto at = rest.find(word); at != rest.npos; at = rest.find(word)) {
                rest.erase(at, word.size());
                found = true;
            }
    return found && std::ranges::count_if(rest, is_letter) < 6;
}

std::size_t shortest(const PasswordOwner& owner) {
    if (owner.kind == PasswordClass::customer) return shortest_customer_password;
    return owner.second_factor ? shortest_employee_password_with_second_factor : shortest_employee_password;
}

} // namespace

std::string_view code_of(PasswordFault fault) {
    switch (fault) {
    case PasswordFault::too_short:
        return "too_short";
    case PasswordFault::too_long:
        return "too_long";
    case PasswordFault::too_common:
        return "too_common";
    case PasswordFault::made_of_names:
        return "made_of_names";
    }
    return {};
}

std::string_view detail_of(PasswordFault fault) {
    switch (fault) {
    case PasswordFault::too_short:
        return "has too few characters: at least 12, for employees 15 (8 with a second factor)";
    case PasswordFault::too_long:
        return "has more than 128 characters";
    case PasswordFault::too_common:
        return "is among the first that somebody would guess";
    case PasswordFault::made_of_names:
        return "is made of names that others know";
    }
    return {};
}

std::optional<PasswordFault> password_fault(std::string_view password, const PasswordOwner& owner) {
    const auto composed = text::nfc(password);
    const auto length = text::code_points(composed);
    if (length < shortest(owner)) return PasswordFault::too_short;
    if (length > longest_password) return PasswordFault::too_long;
    const auto simple = simplified(composed);
    if (is_common(simple)) return PasswordFault::too_common;
    if (is_made_of_names(simple, owner.names)) return PasswordFault::made_of_names;
    return std::nullopt;
}

} // namespace resuelve::access
