#include "domain/employees/link.hpp"

#include "platform/crypto/secret.hpp"

namespace resuelve::employees {

IssuedLink issue_link(EmployeeId employee, Purpose purpose, Instant now, Random& random) {
    auto token = make_secret(random);
    return {{link_digest(token), employee, purpose, now + validity(purpose)}, std::move(token)};
}

Sha256Digest link_digest(std::string_view token) {
    return sha256(token);
}

} // namespace resuelve::employees
