#pragma once

#include "domain/access/actor.hpp"
#include "domain/access/email.hpp"
#include "domain/access/passkey.hpp"
#include "domain/customers/birth_date.hpp"
#include "domain/customers/notes.hpp"
#include "domain/customers/refusal.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::customers {

/// Erasing blocks first: the data is kept for authorities only, for a term (LOPDGDD art. 32), then destroyed.
BOOST_DEFINE_ENUM_CLASS(State, active, blocked, erased)

namespace limits {
constexpr std::size_t name = 200;    // code points
constexpr std::size_t address = 300; // code points
constexpr std::size_t notes = 2'000; // code points
} // namespace limits

/// The languages that the shop answers in (Law 10/2025 art. 7.2 and 8.6).
bool is_language(std::string_view code);

/// Somebody who buys from the shop. Each part can be read, and changed by the function that checks it.
class Customer {
public:
    /// What is stored of a customer.
    struct Fields {
        CustomerId id{};
        Email email{}; ///< none once erased
        bool email_verified = false;
        std::optional<std::string> password_hash{}; ///< nothing: registered by a claim, cannot sign in yet
        bool weak_password = false;                 ///< taken unchecked by a legacy route
        access::Passkeys passkeys{};
        std::string first_name{};
        std::string last_name{};
        std::optional<BirthDate> birth_date{};
        std::optional<std::string> address{};
        std::optional<Notes> notes{}; ///< of employees
        std::string language = "es";
        State state = State::active;
        std::int64_t version = 1; ///< of the stored customer; the store adds one with each change
        Instant created_at{};
        Instant updated_at{};
        std::optional<Instant> blocked_until{}; ///< when blocked data is to be destroyed

        bool operator==(const Fields&) const = default;
    };

    /// Takes what a store kept, unchecked.
    explicit Customer(Fields fields) : fields_{std::move(fields)} {}

    /// A new customer without a password and with an unverified e-mail address.
    Customer(CustomerId id, Email email, Instant now);

    const Fields& fields() const { return fields_; }

    CustomerId id() const { return fields_.id; }
    const Email& email() const { return fields_.email; }
    bool email_verified() const { return fields_.email_verified; }
    const std::optional<std::string>& password_hash() const { return fields_.password_hash; }
    bool weak_password() const { return fields_.weak_password; }
    const access::Passkeys& passkeys() const { return fields_.passkeys; }
    const std::string& first_name() const { return fields_.first_name; }
    const std::string& last_name() const { return fields_.last_name; }
    /// First and last name; the e-mail address if there is neither.
    std::string display_name() const;
    const std::optional<BirthDate>& birth_date() const { return fields_.birth_date; }
    const std::optional<std::string>& address() const { return fields_.address; }
    const std::optional<Notes>& notes() const { return fields_.notes; }
    const std::string& language() const { return fields_.language; }
    State state() const { return fields_.state; }
    bool is_active() const { return fields_.state == State::active; }
    /// Of the whole: what the store compares.
    std::int64_t version() const { return fields_.version; }
    /// Of the own record alone, which is what readers compare: a change of the notes, which have a version of their
    /// own, leaves it as it is.
    std::int64_t own_version() const { return fields_.version - (fields_.notes ? fields_.notes->version : 0); }
    Instant created_at() const { return fields_.created_at; }
    Instant updated_at() const { return fields_.updated_at; }
    const std::optional<Instant>& blocked_until() const { return fields_.blocked_until; }

    using Outcome = std::expected<void, Refusal>;

    Outcome change_first_name(std::string_view name);
    /// May be empty: not everybody has two names.
    Outcome change_last_name(std::string_view name);
    Outcome change_birth_date(std::optional<BirthDate> date, Instant now);
    Outcome change_address(std::optional<std::string_view> address);
    Outcome change_language(std::string_view code);
    /// `weak` marks what a legacy route took unchecked.
    void change_password_hash(std::string hash, bool weak);
    /// Signing in takes a mailed link or a new password from now on.
    void forget_password();
    void change_passkeys(access::Passkeys passkeys) { fields_.passkeys = std::move(passkeys); }
    void change_notes(Notes notes) { fields_.notes = std::move(notes); }
    /// For another address, which is then unverified.
    void change_email(Email email);
    void verify_email() { fields_.email_verified = true; }

    /// Nobody can sign in as them or see them any more.
    void block(Instant now, std::chrono::days term);
    /// Destroys what identified the person.
    void erase(Instant now);

    /// The next version, changed at `now`: what a store is given to keep.
    Customer changed_at(Instant now) const;
    /// The next version with other notes: the own record was not changed.
    Customer noted() const;

    bool operator==(const Customer&) const = default;

private:
    Fields fields_;
};

} // namespace resuelve::customers
