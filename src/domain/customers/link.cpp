#include "domain/customers/link.hpp"

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret.hpp"

namespace resuelve::customers {
namespace {

constexpr std::size_t secret_length = 43; ///< characters of make_secret()

/// The address stands behind the secret, so it need not be stored: another one would have another digest.
IssuedLink issue_with_address(CustomerId customer, Purpose purpose, const Email& email, Instant now, Random& random) {
    auto token = make_secret(random) + to_base64url(email.text());
    return {{link_digest(token), customer, purpose, now + validity(purpose)}, std::move(token)};
}

} // namespace

IssuedLink issue_link(CustomerId customer, Purpose purpose, Instant now, Random& random) {
    auto token = make_secret(random);
    return {{link_digest(token), customer, purpose, now + validity(purpose)}, std::move(token)};
}

IssuedLink issue_email_change(CustomerId customer, const Email& email, Instant now, Random& random) {
    return issue_with_address(customer, Purpose::change_email, email, now, random);
}

IssuedLink issue_sign_in(CustomerId customer, const Email& email, Instant now, Random& random) {
    return issue_with_address(customer, Purpose::sign_in, email, now, random);
}

std::optional<Email> email_in(std::string_view token) {
    if (token.size() <= secret_length || !looks_like_secret(token.substr(0, secret_length))) return std::nullopt;
    const auto text = from_base64url(token.substr(secret_length));
    return text ? Email::parse(std::string{text->begin(), text->end()}) : std::nullopt;
}

Sha256Digest link_digest(std::string_view token) {
    return sha256(token);
}

} // namespace resuelve::customers
