#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace resuelve::http {

/// Where browsers find this server, in the one form that they write it in (RFC 6454 §6.2, RFC 3986 §6.2.2): scheme and
/// host in lower case, no default port.
struct WebAddress {
    std::string url = "http://localhost";    ///< links begin with it: with its path, without a slash at the end
    std::string origin = "http://localhost"; ///< what browsers say that pages come from
    std::string host = "localhost";          ///< "tienda.es", "127.0.0.1", "[::1]"

    /// An http or https URL of a server and perhaps a path; nothing for anything else, as one with a user or a query.
    static std::optional<WebAddress> parse(std::string_view text);

    bool operator==(const WebAddress&) const = default;
};

} // namespace resuelve::http
