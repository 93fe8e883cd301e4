#pragma once

#include "domain/access/email.hpp"
#include "platform/config/settings.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace resuelve::app {

/// What `resuelve serve` and the services alone can be told. Flags, RESUELVE_* variables and the file's names are in
/// bind().
struct ServeOptions {
    std::filesystem::path data = "data";
    std::filesystem::path keys; ///< empty: keys/ in the data directory
    std::string store;          ///< "sqlite" or "mongodb"; empty: what mongodb_uri implies
    std::string bus;            ///< "inprocess" or "rabbitmq"; empty: what amqp_uri implies
    std::string mongodb_uri;    ///< may contain a password
    std::string amqp_uri;       ///< may contain a password
    std::string mongodb_prefix; ///< before the names of the databases, so that one server holds several shops
    std::string listen = "127.0.0.1:8080";
    std::string operations_listen; ///< empty: health and metrics on `listen`
    std::string public_url;        ///< empty: http://<listen>
    std::string shop_name = "Resuelve";
    std::string shop_email; ///< what pages say about the shop; what is empty is not shown
    std::string shop_phone;
    std::string shop_address;
    std::string shop_hours;
    unsigned proposal_limit = 0; ///< euros that agents may offer without approval; 0: any amount
    std::string mail_from = "incidencias@localhost";
    std::vector<std::string> trusted_proxies;
    std::vector<std::string> allowed_hosts;
    std::string legacy_api = "auto";
    std::string log_level = "info";
    unsigned threads = 0; ///< 0: as many as cores
    bool demo = false;
    std::string admin_email;
    std::string admin_password;

    void bind(config::Settings& settings);

    bool on_mongodb() const { return store == "mongodb" || (store.empty() && !mongodb_uri.empty()); }
    bool on_rabbitmq() const { return bus == "rabbitmq" || (bus.empty() && !amqp_uri.empty()); }
    /// Throws StartFailure for a store or bus without its URI, and for a URI that nothing would use.
    void check() const;
};

/// "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:80".
struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;

    bool is_loopback() const;
    /// Throws std::runtime_error, saying what is expected.
    static ListenAddress parse(const std::string& text);
};

/// The limit as proposals are counted; nothing if there is none. The demonstration has one, so that there is something
/// to approve.
std::optional<std::int64_t> proposal_limit_cents(const ServeOptions& options);

/// Throws std::runtime_error if it is no e-mail address.
Email email_of_administrator(const ServeOptions& options);

} // namespace resuelve::app
