#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve {

/// An e-mail address (RFC 5321 §4.1.2 without quoted local parts and address literals; RFC 6531 for other alphabets).
/// It is shown and written to as it was given, and compared in lower case.
class Email {
public:
    static constexpr std::size_t max_bytes = 254;
    static constexpr std::string_view expected = "an e-mail address"; ///< for error messages

    /// No address: of somebody whose data was erased.
    Email() = default;

    /// Nothing if the text, after trimming, is no such address with at least two labels in its domain.
    static std::optional<Email> parse(std::string_view text);

    /// As it was given, in NFC.
    const std::string& text() const { return text_; }
    /// In lower case: what is unique.
    const std::string& key() const { return key_; }
    const std::string& to_string() const { return text_; }

    bool operator==(const Email& other) const { return key_ == other.key_; }
    std::strong_ordering operator<=>(const Email& other) const { return key_ <=> other.key_; }

private:
    Email(std::string text, std::string key) : text_{std::move(text)}, key_{std::move(key)} {}

    std::string text_;
    std::string key_;
};

} // namespace resuelve
