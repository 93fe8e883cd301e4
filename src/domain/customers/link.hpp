#pragma once

#include "domain/access/actor.hpp"
#include "domain/access/email.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/ids/random.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace resuelve::customers {

/// What a mailed link lets its reader do.
BOOST_DEFINE_ENUM_CLASS(Purpose, verify_email, reset_password, change_email)

/// A single-use link, as it is stored: whoever reads the store cannot follow it.
struct Link {
    Sha256Digest digest{}; ///< of the token
    CustomerId customer{};
    Purpose purpose{};
    Instant expires_at{};

    bool operator==(const Link&) const = default;
};

/// A link with its token, which exists only until it is mailed.
struct IssuedLink {
    Link link;
    std::string token; ///< as by make_secret(), for another address with that behind it
};

/// How long a link of this purpose can be followed.
constexpr std::chrono::hours validity(Purpose purpose) {
    return std::chrono::hours{purpose == Purpose::verify_email ? 48 : 1};
}

IssuedLink issue_link(CustomerId customer, Purpose purpose, Instant now, Random& random);

/// A link that makes `email` the customer's address. The token itself says which, so it need not be stored: another
/// address would have another digest.
IssuedLink issue_email_change(CustomerId customer, const Email& email, Instant now, Random& random);
/// The address in the token of such a link; nothing if it is none.
std::optional<Email> email_in(std::string_view token);

/// What a token is stored as.
Sha256Digest link_digest(std::string_view token);

} // namespace resuelve::customers
