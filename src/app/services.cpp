#include "app/services.hpp"

#include "adapters/pdf/receipt_renderer.hpp"
#include "app/demo/sign_ins.hpp"
#include "app/home_page.hpp"
#include "app/pages.hpp"
#include "app/version.hpp"
#include "platform/json/enum_names.hpp"

#include <boost/url/parse.hpp>

namespace resuelve::app {
namespace {

api::ReceiptRenderer renderer_on(BlockingPool& pool) {
    return [&pool](boost::json::object receipt, std::string language) -> awaitable<std::string> {
        return pool.run([receipt = std::move(receipt), language = std::move(language)] {
            return pdf::render_receipt(receipt, language);
        });
    };
}

/// The host of the public address: Message-IDs end in it.
std::string host_of(const std::string& url) {
    const auto parsed = boost::urls::parse_uri(url);
    return parsed && !parsed->host().empty() ? parsed->host() : "localhost";
}

customers::Service customers_service(const ServiceParts& parts, customers::Customers& directory) {
    auto& identity = parts.identity;
    const auto people = parts.options.demo ? demo_sign_ins() : std::span<const DemoSignIn>{};
    return {.store = parts.stores.customers,
            .customers = directory,
            .sessions = identity.customer_sessions,
            .hasher = identity.hasher,
            .throttle = identity.customer_throttle,
            .keys = identity.session_keys,
            .clock = parts.clock,
            .legacy_api = json::enum_from<customers::LegacyApi>(parts.options.legacy_api).value(),
            .home_page = [html = render_home_page(version(), people)](const api::Request&) -> awaitable<api::Response> {
                co_return page("text/html; charset=utf-8", html);
            }};
}

employees::Service employees_service(const ServiceParts& parts) {
    auto& identity = parts.identity;
    return {.store = parts.stores.employees,
            .tokens = parts.stores.api_tokens,
            .sessions = identity.employee_sessions,
            .hasher = identity.hasher,
            .throttle = identity.employee_throttle,
            .box = identity.factor_box,
            .keys = identity.session_keys,
            .clock = parts.clock,
            .random = parts.random};
}

api::Desk desk(const ServiceParts& parts, std::string source) {
    return {.incidents = parts.stores.incidents,
            .blobs = parts.stores.blobs,
            .clock = parts.clock,
            .random = parts.random,
            .source = std::move(source)};
}

/// Rights that ended must not live on in tokens or open streams (design.md, Identity and access).
void end_rights(const events::Event& event, Identity& identity, api::LiveEvents& live) {
    identity.verifier.revoke(event.subject, event.time);
    live.close(event.subject.to_string());
}

} // namespace

Services::Services(ServiceParts parts) :
    identity{parts.identity},
    receipts{parts.identity.receipt_keys, renderer_on(parts.stores.file_pool), parts.public_url},
    customer_directory{parts.stores.customers, parts.clock, parts.random},
    customers{customers_service(parts, customer_directory)}, employees{employees_service(parts)},
    intake{.desk = desk(parts, "/resuelve/intake"),
           .bus = parts.bus,
           .live = live,
           .receipts = receipts,
           .tokens = parts.identity.customer_tokens},
    resolution{.desk = desk(parts, "/resuelve/resolution"), .live = live, .receipts = receipts},
    notifications{.store = parts.stores.notifications,
                  .bus = parts.bus,
                  .clock = parts.clock,
                  .random = parts.random,
                  .letters = {.base_url = parts.public_url}},
    mail{parts.directory.mail(),
         {.name = parts.options.shop_name, .address = parts.options.mail_from},
         parts.stores.file_pool},
    sender{notifications, mail, parts.background, {.host = host_of(parts.public_url)}} {}

std::vector<api::Route> Services::routes() {
    std::vector<api::Route> all;
    const auto add = [&](std::vector<api::Route> some) { std::ranges::move(some, std::back_inserter(all)); };
    add(customers::routes(customers));
    add(employees::routes(employees));
    add(intake::routes(intake));
    add(resolution::routes(resolution));
    add(notifications::routes(notifications));
    return all;
}

void Services::subscribe(events::EventBus& bus) {
    const auto add = [&](std::vector<events::Subscription> some) {
        for (auto& subscription : some)
            bus.subscribe(std::move(subscription));
    };
    add(customers::subscriptions(customers));
    add(intake::subscriptions(intake));
    add(resolution::subscriptions(resolution));
    add(notifications::subscriptions(notifications));
    live.attach(bus);
    bus.listen({"employee.updated", "employee.disabled", "customer.erased"},
               [this](const events::Event& event) { end_rights(event, identity, live); });
}

} // namespace resuelve::app
