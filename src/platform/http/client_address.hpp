#pragma once

#include "platform/http/message.hpp"

#include <boost/asio/ip/address.hpp>

#include <string_view>
#include <vector>

namespace resuelve::http {

/// Addresses whose forwarding headers are believed.
class TrustedProxies {
public:
    /// Each an address or a network, "10.0.0.0/8", "::1". Throws std::invalid_argument naming one that is neither.
    explicit TrustedProxies(const std::vector<std::string>& networks = {});

    bool contains(const boost::asio::ip::address& address) const;
    bool empty() const { return networks_.empty(); }

private:
    struct Network {
        boost::asio::ip::address_v6::bytes_type bytes{}; ///< IPv4 as ::ffff:a.b.c.d
        unsigned prefix = 128;                           ///< bits
    };
    static Network parse(std::string_view text);

    std::vector<Network> networks_;
};

/// Who really sent a request, and how.
struct Client {
    boost::asio::ip::address address;
    bool secure = false;
    bool forwarded = false; ///< there is a Forwarded or X-Forwarded-* header, believed or not
};

/// The right-most address of X-Forwarded-For that is no proxy of ours, if the socket's peer is one; else the peer.
/// What does not parse ends the chain: the address before it is taken.
Client client_of(const boost::asio::ip::address& peer, const Headers& headers, const TrustedProxies& proxies);

/// An IPv4 address that came as an IPv6 one, as IPv4.
boost::asio::ip::address unmapped(const boost::asio::ip::address& address);

} // namespace resuelve::http
