#pragma once

#include "domain/access/actor.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/ids/random.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace resuelve::customers {

/// What a mailed link lets its reader do.
BOOST_DEFINE_ENUM_CLASS(Purpose, verify_email, reset_password)

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
    std::string token; ///< as by make_secret()
};

/// How long a link of this purpose can be followed.
constexpr std::chrono::hours validity(Purpose purpose) {
    return std::chrono::hours{purpose == Purpose::verify_email ? 48 : 1};
}

IssuedLink issue_link(CustomerId customer, Purpose purpose, Instant now, Random& random);

/// What a token is stored as.
Sha256Digest link_digest(std::string_view token);

} // namespace resuelve::customers
