#include "domain/access/token.hpp"

#include "platform/http/problem.hpp"
#include "platform/json/read.hpp"
#include "platform/json/write.hpp"

#include <boost/describe/class.hpp>
#include <sodium.h>

#include <stdexcept>

namespace resuelve::access {

/// What the token says of the actor, besides its subject.
struct AccessClaims {
    Role role{};
    std::string name;
    std::vector<TeamId> teams;
    SessionId session{};
    Instant signed_in_at{};
    Instant issued_at{}; ///< `iat` has whole seconds; revocation wants to know before from after
    bool email_verified = false;
    std::optional<IncidentId> only_incident;
};
BOOST_DESCRIBE_STRUCT(AccessClaims, (),
                      (role, name, teams, session, signed_in_at, issued_at, email_verified, only_incident))

namespace {

constexpr std::string_view token_type = "access+jwt";

std::string issuer_name(std::string_view service) {
    return "/resuelve/" + std::string{service};
}

/// Who may say that somebody has that role.
std::string_view service_of(Role role) {
    switch (role) {
    case Role::customer:
        return "customers";
    case Role::agent:
    case Role::supervisor:
    case Role::admin:
        return "employees";
    case Role::anonymous:
    case Role::service:
    case Role::system:
        break;
    }
    return {};
}

/// Who signs for an actor: a session of one incident comes from intake, which mailed the link to it.
std::string_view issuer_of(Role role, bool only_incident) {
    return role == Role::customer && only_incident ? "intake" : service_of(role);
}

TokenFault fault_of(JwtFault fault) {
    switch (fault) {
    case JwtFault::expired:
        return TokenFault::expired;
    case JwtFault::audience:
        return TokenFault::for_others;
    default:
        return TokenFault::invalid;
    }
}

/// How often unknown keys make a verifier look at the key files again.
constexpr std::chrono::seconds pause_between_looks{10};

JwtRules rules_of(TokenVerifier::Keys keys, const std::vector<std::string>& services) {
    return {std::string{token_type},
            {{issuer_name("customers"), std::move(keys.customers)},
             {issuer_name("employees"), std::move(keys.employees)},
             {issuer_name("intake"), std::move(keys.intake)}},
            services};
}

/// The services that a token of this one is good for.
std::vector<std::string> audience_of(std::string_view service) {
    if (service == "intake") return {"intake"};
    if (service == "customers") return {"customers", "intake"};
    return {"customers", "employees", "intake", "resolution", "notifications"};
}

/// BLAKE2b: as strong as SHA-256 and several times faster, and this runs for every request.
Sha256Digest fingerprint(std::string_view token) {
    Sha256Digest digest;
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                       nullptr, 0);
    return digest;
}

} // namespace

TokenIssuer::TokenIssuer(std::string_view service, const SigningKey& key) : service_{service}, key_{key} {}

IssuedToken TokenIssuer::issue(const Actor& actor, Instant now) const {
    if (issuer_of(actor.role, actor.only_incident.has_value()) != service_)
        throw std::logic_error{service_ + " has no say over that role"};
    const AccessClaims claims{actor.role,         actor.name, actor.teams,          actor.session,
                              actor.signed_in_at, now,        actor.email_verified, actor.only_incident};
    const auto start = std::chrono::floor<std::chrono::seconds>(now);
    const Jwt jwt{std::string{token_type},
                  issuer_name(service_),
                  audience_of(service_),
                  actor.id.to_string(),
                  start,
                  start + access_token_life,
                  json::to_json(claims).as_object()};
    return {sign_jwt(jwt, key_), jwt.expires_at};
}

TokenVerifier::TokenVerifier(Keys keys, std::vector<std::string> services, std::size_t remembered) :
    services_{std::move(services)}, rules_{std::make_shared<JwtRules>(rules_of(std::move(keys), services_))},
    verified_{remembered} {}

std::shared_ptr<const JwtRules> TokenVerifier::rules() const {
    const std::scoped_lock lock{mutex_};
    return rules_;
}

bool TokenVerifier::look_again(const std::shared_ptr<const JwtRules>& used, Instant now) {
    if (!read_keys_) return false;
    const std::scoped_lock looking{looking_};
    {
        const std::scoped_lock lock{mutex_};
        if (rules_ != used) return true;
        if (now < looked_at_ + pause_between_looks && now >= looked_at_) return false;
        looked_at_ = now;
    }
    auto found = std::make_shared<JwtRules>(rules_of(read_keys_(), services_));
    const std::scoped_lock lock{mutex_};
    rules_ = std::move(found);
    return true;
}

std::expected<Actor, TokenFault> TokenVerifier::verify(std::string_view token, Instant now) {
    const auto digest = fingerprint(token);
    {
        const std::scoped_lock lock{mutex_};
        if (const auto* known = verified_.find(digest)) {
            if (known->expires_at + jwt_leeway <= now) return std::unexpected{TokenFault::expired};
            if (known->issued_at > now + jwt_leeway) return std::unexpected{TokenFault::invalid};
            if (is_revoked(*known)) return std::unexpected{TokenFault::revoked};
            return known->actor;
        }
    }
    const auto used = rules();
    auto verified = read(token, *used, now);
    if (!verified && verified.error() == JwtFault::unknown_key && look_again(used, now))
        verified = read(token, *rules(), now);
    if (!verified) return std::unexpected{fault_of(verified.error())};
    const std::scoped_lock lock{mutex_};
    if (is_revoked(*verified)) return std::unexpected{TokenFault::revoked};
    verified_[digest] = *verified;
    return std::move(verified->actor);
}

std::expected<TokenVerifier::Verified, JwtFault> TokenVerifier::read(std::string_view token, const JwtRules& rules,
                                                                     Instant now) {
    auto jwt = verify_jwt(token, rules, now);
    if (!jwt) return std::unexpected{jwt.error()};
    AccessClaims claims;
    json::FieldErrors errors;
    json::read_into(claims, jwt->claims, errors);
    const auto subject = Uuid::parse(jwt->subject);
    if (!errors.empty() || !subject) return std::unexpected{JwtFault::claims};
    if (jwt->issuer != issuer_name(issuer_of(claims.role, claims.only_incident.has_value())))
        return std::unexpected{JwtFault::issuer};
    return Verified{Actor{.role = claims.role,
                          .id = *subject,
                          .name = std::move(claims.name),
                          .teams = std::move(claims.teams),
                          .session = claims.session,
                          .signed_in_at = claims.signed_in_at,
                          .email_verified = claims.email_verified,
                          .only_incident = claims.only_incident,
                          .scopes = {}},
                    claims.issued_at, jwt->expires_at};
}

bool TokenVerifier::is_revoked(const Verified& verified) const {
    const auto subject = not_before_.find(verified.actor.id);
    return (subject != not_before_.end() && verified.issued_at < subject->second) ||
           ended_.contains(verified.actor.session);
}

void TokenVerifier::accept(const Revocation& revocation) {
    const std::scoped_lock lock{mutex_};
    forget_revocations_before(revocation.time);
    if (revocation.is_session) {
        ended_[SessionId{revocation.subject}] = revocation.time;
    } else {
        auto& known = not_before_[revocation.subject];
        known = std::max(known, revocation.time);
    }
}

void TokenVerifier::revoke_and_tell(const Revocation& revocation) {
    accept(revocation);
    if (tell_others_) tell_others_(revocation);
}

void TokenVerifier::forget_revocations_before(Instant now) {
    const auto over = [now](const auto& entry) { return entry.second + longest_jwt_life + 2 * jwt_leeway < now; };
    std::erase_if(not_before_, over);
    std::erase_if(ended_, over);
}

} // namespace resuelve::access
