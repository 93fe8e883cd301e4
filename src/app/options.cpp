#include "app/options.hpp"

#include "platform/config/start_failure.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace resuelve::app {

void ServeOptions::bind(config::Settings& settings) {
    settings.add("data", data, "the directory that holds everything: databases, attachments, mail, keys");
    settings.add("keys", keys, "the directory of the key files; by default keys/ in the data directory");
    settings.add("store", store, "where everything is kept: sqlite or mongodb; by default what --mongodb-uri implies")
        ->check(CLI::IsMember({"sqlite", "mongodb"}));
    settings.add("bus", bus, "what carries events: inprocess or rabbitmq; by default what --amqp-uri implies")
        ->check(CLI::IsMember({"inprocess", "rabbitmq"}));
    settings.add("mongodb-uri", mongodb_uri,
                 "mongodb://… of a replica set; rather by variable or file: it has a password",
                 config::Shown::set_or_not);
    settings.add("amqp-uri", amqp_uri, "amqp://… of RabbitMQ; rather by variable or file: it has a password",
                 config::Shown::set_or_not);
    settings.add("mongodb-prefix", mongodb_prefix, "before the names of the databases: \"shop_\" gives shop_customers");
    settings.add("listen", listen, "ADDRESS:PORT to serve; port 0 takes a free one");
    settings.add("operations-listen", operations_listen, "ADDRESS:PORT for /healthz, /readyz and /metrics alone");
    settings.add("public-url", public_url, "where customers reach this server, for links in mails and receipts");
    settings.add("shop-name", shop_name, "the shop's name, in mails and pages");
    settings.add("shop-email", shop_email, "the shop's address for people, on its pages");
    settings.add("shop-phone", shop_phone, "the shop's phone, on its pages");
    settings.add("shop-address", shop_address, "the shop's postal address, on its pages");
    settings.add("shop-hours", shop_hours, "when the shop is attended, on its pages: \"L–V 9:00–18:00\"");
    settings
        .add("proposal-limit", proposal_limit,
             "euros that agents may offer in one proposal without a supervisor's approval; 0: any amount")
        ->check(CLI::Range(0, 1'000'000));
    settings.add("mail-from", mail_from, "the address that mails come from");
    settings.add("trusted-proxies", trusted_proxies, "addresses or networks whose X-Forwarded-* are believed");
    settings.add("allowed-hosts", allowed_hosts, "host names to answer for; any by default");
    settings
        .add("legacy-api", legacy_api, "auto: without credentials for loopback alone; open: for all; off: not at all")
        ->check(CLI::IsMember({"auto", "open", "off"}));
    settings.add("log-level", log_level, "debug, info, warning or error")
        ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
    settings.add("threads", threads, "event loops; 0: as many as cores")->check(CLI::Range(0, 256));
    settings.add("demo", demo, "a sample shop with customers, employees and incidents; loopback only");
    settings.add("admin-email", admin_email, "the first administrator's address, when there is none yet");
    settings.add_secret("admin-password", admin_password);
}

void ServeOptions::check() const {
    const auto refuse = [](const std::string& what) { throw StartFailure{StartFailure::settings, what}; };
    if (on_mongodb() && mongodb_uri.empty()) refuse("--store=mongodb wants RESUELVE_MONGODB_URI");
    if (on_rabbitmq() && amqp_uri.empty()) refuse("--bus=rabbitmq wants RESUELVE_AMQP_URI");
    if (!on_mongodb() && !mongodb_uri.empty()) refuse("--store=sqlite does not go with a MongoDB URI");
    if (!on_rabbitmq() && !amqp_uri.empty()) refuse("--bus=inprocess does not go with an AMQP URI");
    if (!on_mongodb() && !mongodb_prefix.empty()) refuse("--mongodb-prefix wants --store=mongodb");
}

bool ListenAddress::is_loopback() const {
    return boost::asio::ip::make_address(address).is_loopback();
}

ListenAddress ListenAddress::parse(const std::string& text) {
    const auto wrong = [&] {
        return StartFailure{StartFailure::settings,
                            fmt::format("\"{}\" is not ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080", text)};
    };
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) throw wrong();
    ListenAddress result{.address = text.substr(0, colon)};
    if (result.address.starts_with('[') && result.address.ends_with(']'))
        result.address = result.address.substr(1, result.address.size() - 2);
    const auto* end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data() + colon + 1, end, result.port);
    boost::system::error_code invalid;
    boost::asio::ip::make_address(result.address, invalid);
    if (error != std::errc{} || last != end || invalid) throw wrong();
    return result;
}

std::optional<std::int64_t> proposal_limit_cents(const ServeOptions& options) {
    constexpr unsigned of_demonstration = 100;
    const auto euros = options.demo && options.proposal_limit == 0 ? of_demonstration : options.proposal_limit;
    return euros == 0 ? std::nullopt : std::optional{std::int64_t{euros} * 100};
}

Email email_of_administrator(const ServeOptions& options) {
    const auto email = Email::parse(options.admin_email);
    if (!email) throw std::runtime_error{fmt::format("\"{}\" is no e-mail address", options.admin_email)};
    return *email;
}

} // namespace resuelve::app
