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
BOOST_DEFINE_ENUM_CLASS(Purpose, verify_email, reset_password, change_email, sign_in)

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
    std::string token; ///< as by make_secret(), with an address behind it where the link is about one
};

/// How long a link of this purpose can be followed.
constexpr std::chrono::minutes validity(Purpose purpose) {
    switch (purpose) {
    case Purpose::verify_email:
        return std::chrono::hours{48};
    case Purpose::sign_in:
        return std::chrono::minutes{15};
    case Purpose::reset_password:
    case Purpose::change_email:
        return std::chrono::hours{1};
    }
    return {};
}

IssuedLink issue_link(CustomerId customer, Purpose purpose, Instant now, Random& random);

/// A link that makes `email` the customer's address: the token itself says which.
IssuedLink issue_email_change(CustomerId customer, const Email& email, Instant now, Random& random);
/// A link that signs the customer in at `email`, which its token says too: so the page of a link that is over can have
/// another one mailed, and one that went to an address before the present one is known for it.
IssuedLink issue_sign_in(CustomerId customer, const Email& email, Instant now, Random& random);
/// The address in the token of such links; nothing if it is none.
std::optional<Email> email_in(std::string_view token);

/// What a token is stored as.
Sha256Digest link_digest(std::string_view token);

} // namespace resuelve::customers
