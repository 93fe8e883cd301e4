#include "app/wired_employees.hpp"

#include "app/kept_for.hpp"
#include "platform/crypto/signature.hpp"

namespace resuelve::app {

WiredEmployees::WiredEmployees(const Shared& shared) :
    database_{*shared.stores.employees}, token_keys_{shared.keys, "employees", shared.clock.now(), shared.random},
    session_keys_{shared.keys, "sessions", shared.clock.now(), shared.random},
    factor_box_{KeyRing{shared.keys, "factors", shared.clock.now(), shared.random}},
    tokens_{"employees", SigningKey{token_keys_.newest()}}, throttle_{shared.clock},
    sessions_{{access::SessionKind::employee, database_.sessions(), session_keys_, tokens_, shared.verifier,
               shared.clock, shared.random}},
    passkeys_{{access::SessionKind::employee, webauthn::RelyingParty::at(shared.address), session_keys_, shared.clock,
               shared.random}},
    service_{.store = database_.employees(),
             .tokens = database_.tokens(),
             .kept = database_.kept(),
             .sessions = sessions_,
             .hasher = shared.hasher,
             .throttle = throttle_,
             .box = factor_box_,
             .keys = session_keys_,
             .passkeys = passkeys_,
             .audit = database_.audit(),
             .clock = shared.clock,
             .random = shared.random} {
    publish(token_keys_, shared.keys);
}

awaitable<void> WiredEmployees::tidy_up(Instant now) {
    co_await database_.employees().forget_links(now);
    co_await database_.employees().forget_answers(now - answers_kept);
    co_await database_.sessions().remove_old(now - ended_sessions_kept);
}

} // namespace resuelve::app
