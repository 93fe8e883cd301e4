#include "domain/customers/customer.hpp"

#include "platform/json/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace resuelve::customers {
namespace {

std::unexpected<Refusal> refuse(std::string_view field, std::string_view code, std::string detail) {
    return std::unexpected{Refusal{std::string{field}, std::string{code}, std::move(detail)}};
}

/// A text without control characters, in NFC, trimmed, with what hides made visible.
std::expected<std::string, Refusal> clean(std::string_view field, std::string_view text, std::size_t most,
                                          std::string_view allowed_controls = {}) {
    if (!text::is_utf8(text)) return refuse(field, "malformed", "Not UTF-8");
    auto result = text::with_invisible_shown(text::nfc(text::trimmed(text)));
    if (text::has_control(result, allowed_controls)) return refuse(field, "control_character", "No control characters");
    if (text::code_points(result) > most) return refuse(field, "too_long", fmt::format("At most {} characters", most));
    return result;
}

} // namespace

bool is_language(std::string_view code) {
    static constexpr std::array<std::string_view, 5> languages{"es", "ca", "gl", "eu", "en"};
    return std::ranges::find(languages, code) != languages.end();
}

Customer::Customer(CustomerId id, Email email, Instant now) :
    fields_{.id = id, .email = std::move(email), .created_at = now, .updated_at = now} {}

std::string Customer::display_name() const {
    if (fields_.first_name.empty() && fields_.last_name.empty()) return fields_.email.text();
    if (fields_.last_name.empty()) return fields_.first_name;
    return fields_.first_name + " " + fields_.last_name;
}

Customer::Outcome Customer::change_first_name(std::string_view name) {
    auto text = clean("first_name", name, limits::name);
    if (!text) return std::unexpected{text.error()};
    if (text->empty()) return refuse("first_name", "required", "A name is needed");
    fields_.first_name = std::move(*text);
    return {};
}

Customer::Outcome Customer::change_last_name(std::string_view name) {
    auto text = clean("last_name", name, limits::name);
    if (!text) return std::unexpected{text.error()};
    fields_.last_name = std::move(*text);
    return {};
}

Customer::Outcome Customer::change_birth_date(std::optional<BirthDate> date, Instant now) {
    const BirthDate today{std::chrono::floor<std::chrono::days>(now)};
    if (date && !is_plausible(*date, today))
        return refuse("birth_date", "out_of_range", "A day between 1900 and today");
    fields_.birth_date = date;
    return {};
}

Customer::Outcome Customer::change_address(std::optional<std::string_view> address) {
    if (!address) {
        fields_.address.reset();
        return {};
    }
    auto text = clean("address", *address, limits::address, "\n");
    if (!text) return std::unexpected{text.error()};
    if (text->empty())
        fields_.address.reset();
    else
        fields_.address = std::move(*text);
    return {};
}

Customer::Outcome Customer::change_language(std::string_view code) {
    if (!is_language(code)) return refuse("language", "unknown", "One of es, ca, gl, eu, en");
    fields_.language = code;
    return {};
}

void Customer::change_password_hash(std::string hash, bool weak) {
    fields_.password_hash = std::move(hash);
    fields_.weak_password = weak;
}

void Customer::forget_password() {
    fields_.password_hash.reset();
    fields_.weak_password = false;
}

void Customer::change_email(Email email) {
    if (email != fields_.email) fields_.email_verified = false;
    fields_.email = std::move(email);
}

void Customer::block(Instant now, std::chrono::days term) {
    fields_.state = State::blocked;
    fields_.blocked_until = now + term;
    fields_.password_hash.reset();
    fields_.passkeys.clear();
}

void Customer::erase(Instant now) {
    fields_ = Fields{.id = fields_.id,
                     .email = {},
                     .state = State::erased,
                     .version = fields_.version,
                     .created_at = fields_.created_at,
                     .updated_at = now};
}

Customer Customer::changed_at(Instant now) const {
    auto fields = fields_;
    ++fields.version;
    fields.updated_at = now;
    return Customer{std::move(fields)};
}

Customer Customer::noted() const {
    auto fields = fields_;
    ++fields.version;
    return Customer{std::move(fields)};
}

} // namespace resuelve::customers
