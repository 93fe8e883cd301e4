#include "platform/http/client_address.hpp"

#include <boost/asio/ip/address_v6.hpp>

#include <charconv>
#include <stdexcept>

namespace resuelve::http {

namespace {

namespace ip = boost::asio::ip;
constexpr unsigned mapped_prefix = 96; ///< bits of ::ffff:0:0

ip::address_v6::bytes_type as_v6(const ip::address& address) {
    return address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes()
                           : address.to_v6().to_bytes();
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// "a, b" and then "c" of a second line are one list (RFC 9110 §5.3).
std::string joined(const Headers& headers, std::string_view name) {
    std::string list;
    for (const auto& [field, value] : headers) {
        if (field != name) continue;
        if (!list.empty()) list += ',';
        list += value;
    }
    return list;
}

std::string_view last_of(std::string_view& list) {
    const auto comma = list.rfind(',');
    const auto last = comma == std::string_view::npos ? list : list.substr(comma + 1);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
    return trimmed(last);
}

} // namespace

ip::address unmapped(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& networks) {
    for (const auto& network : networks)
        networks_.push_back(parse(network));
}

TrustedProxies::Network TrustedProxies::parse(std::string_view text) {
    const auto slash = text.find('/');
    boost::system::error_code error;
    const auto address = ip::make_address(std::string{text.substr(0, slash)}, error);
    const unsigned width = address.is_v4() ? 32 : 128;
    unsigned prefix = width;
    if (!error && slash != std::string_view::npos) {
        const auto digits = text.substr(slash + 1);
        const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
        if (fault != std::errc{} || end != digits.data() + digits.size() || prefix > width)
            error = boost::asio::error::invalid_argument;
    }
    if (error) throw std::invalid_argument{fmt::format("{} is neither an address nor a network", text)};
    return {as_v6(address), address.is_v4() ? mapped_prefix + prefix : prefix};
}

bool TrustedProxies::contains(const ip::address& address) const {
    if (networks_.empty()) return false;
    const auto bytes = as_v6(address);
    return std::ranges::any_of(networks_, [&](const Network& network) {
        for (unsigned bit = 0; bit < network.prefix; ++bit) {
            const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
            if ((bytes[bit / 8] ^ network.bytes[bit / 8]) & mask) return false;
        }
        return true;
    });
}

Client client_of(const ip::address& peer, const Headers& headers, const TrustedProxies& proxies) {
    Client client{peer};
    for (const auto& [name, value] : headers)
        client.forwarded = client.forwarded || name == "forwarded" || name.starts_with("x-forwarded-");
    if (!client.forwarded || !proxies.contains(peer)) return client;

    const auto chain = joined(headers, "x-forwarded-for");
    std::string_view rest = chain;
    while (!rest.empty()) {
        boost::system::error_code error;
        const auto hop = unmapped(ip::make_address(std::string{last_of(rest)}, error));
        if (error) break;
        client.address = hop;
        if (!proxies.contains(hop)) break;
    }
    const auto protocols = joined(headers, "x-forwarded-proto");
    std::string_view protocol = protocols;
    client.secure = last_of(protocol) == "https";
    return client;
}

} // namespace resuelve::http
