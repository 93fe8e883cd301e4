#include "domain/customers/link.hpp"

#include "platform/crypto/secret.hpp"

namespace resuelve::customers {

IssuedLink issue_link(CustomerId customer, Purpose purpose, Instant now, Random& random) {
    auto token = make_secret(random);
    return {{link_digest(token), customer, purpose, now + validity(purpose)}, std::move(token)};
}

Sha256Digest link_digest(std::string_view token) {
    return sha256(token);
}

} // namespace resuelve::customers
