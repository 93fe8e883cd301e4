#include "domain/access/api_token.hpp"

#include "domain/access/permissions.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret.hpp"

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>

namespace resuelve::access {
namespace {

namespace ip = boost::asio::ip;

constexpr std::string_view prefix = "rsv_";
constexpr std::size_t secret_length = 43; // 32 bytes in base64url
constexpr std::size_t check_length = 6;   // 36 bits

std::string checksum(std::string_view secret) {
    return to_base64url(Sha256{}.add(prefix).add(secret).finish()).substr(0, check_length);
}

ip::address plain(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

bool contains(std::string_view range, const ip::address& address) {
    boost::system::error_code error;
    if (address.is_v4()) {
        const auto network = ip::make_network_v4(range, error);
        return !error && ip::network_v4{address.to_v4(), network.prefix_length()}.canonical() == network.canonical();
    }
    const auto network = ip::make_network_v6(range, error);
    return !error && ip::network_v6{address.to_v6(), network.prefix_length()}.canonical() == network.canonical();
}

} // namespace

std::string make_api_token(Random& random) {
    const auto secret = make_secret(random);
    return std::string{prefix} + secret + checksum(secret);
}

bool is_meant_as_api_token(std::string_view text) {
    return text.starts_with(prefix);
}

std::optional<Sha256Digest> api_token_digest(std::string_view text) {
    if (!is_meant_as_api_token(text) || text.size() != prefix.size() + secret_length + check_length)
        return std::nullopt;
    const auto secret = text.substr(prefix.size(), secret_length);
    if (!looks_like_secret(secret) || text.substr(prefix.size() + secret_length) != checksum(secret))
        return std::nullopt;
    return sha256(text);
}

std::optional<Actor> actor_of(const ApiToken& token, const ip::address& from, Instant now) {
    if (token.revoked_at || now >= token.expires_at) return std::nullopt;
    const auto here = [&](std::string_view range) { return contains(range, plain(from)); };
    if (!token.ranges.empty() && std::ranges::none_of(token.ranges, here)) return std::nullopt;
    Actor actor;
    actor.role = Role::service;
    actor.id = token.id.value;
    actor.name = token.name;
    actor.signed_in_at = token.created_at;
    actor.scopes = token.scopes;
    return actor;
}

bool is_scope(std::string_view scope) {
    return !scope.empty() && std::ranges::find(permissions, scope, &Permission::scope) != permissions.end();
}

bool is_address_range(std::string_view range) {
    boost::system::error_code v4;
    boost::system::error_code v6;
    ip::make_network_v4(range, v4);
    ip::make_network_v6(range, v6);
    return !v4 || !v6;
}

} // namespace resuelve::access
