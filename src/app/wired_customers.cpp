#include "app/wired_customers.hpp"

#include "app/kept_for.hpp"
#include "app/web_pages.hpp"
#include "platform/crypto/signature.hpp"
#include "platform/json/enum_names.hpp"

namespace resuelve::app {
namespace {

std::function<awaitable<api::Response>(const api::Request&)> home_page(const ServeOptions& options) {
    return [page = web_page("/", shop_details(options))](const api::Request& request) -> awaitable<api::Response> {
        co_return page(request.http);
    };
}

} // namespace

WiredCustomers::WiredCustomers(const Shared& shared) :
    database_{*shared.stores.customers}, token_keys_{shared.keys, "customers", shared.clock.now(), shared.random},
    session_keys_{shared.keys, "sessions", shared.clock.now(), shared.random},
    tokens_{"customers", SigningKey{token_keys_.newest()}}, throttle_{shared.clock},
    sessions_{{access::SessionKind::customer, database_.sessions(), session_keys_, tokens_, shared.verifier,
               shared.clock, shared.random}},
    directory_{database_.customers(), shared.clock, shared.random},
    data_requests_{database_.customers(), shared.clock, shared.random},
    passkeys_{{access::SessionKind::customer, webauthn::RelyingParty::at(shared.address), session_keys_, shared.clock,
               shared.random}},
    service_{.store = database_.customers(),
             .customers = directory_,
             .data_requests = data_requests_,
             .sessions = sessions_,
             .hasher = shared.hasher,
             .throttle = throttle_,
             .keys = session_keys_,
             .passkeys = passkeys_,
             .audit = database_.audit(),
             .known_tokens = database_.known_tokens(),
             .clock = shared.clock,
             .legacy_api = json::enum_from<customers::LegacyApi>(shared.options.legacy_api).value(),
             .home_page = home_page(shared.options)} {
    publish(token_keys_, shared.keys);
}

awaitable<void> WiredCustomers::tidy_up(Instant now) {
    co_await directory_.destroy_blocked();
    co_await database_.customers().forget_links(now);
    co_await database_.customers().forget_answers(now - answers_kept);
    co_await database_.sessions().remove_old(now - ended_sessions_kept);
}

} // namespace resuelve::app
