#include "app/wired_intake.hpp"

#include "app/wired_incidents.hpp"
#include "platform/crypto/signature.hpp"

namespace resuelve::app {

WiredIntake::WiredIntake(const Shared& shared) :
    database_{*shared.stores.incidents}, token_keys_{shared.keys, "intake", shared.clock.now(), shared.random},
    receipt_keys_{shared.keys, "receipts", shared.clock.now(), shared.random},
    tokens_{"intake", SigningKey{token_keys_.newest()}},
    receipts_{receipt_keys_, renderer_on(shared.file_pool), shared.address.url},
    intake_{.desk = desk_of(shared, "/resuelve/intake"),
            .tell = [this](std::vector<events::Event> events) { return database_.tell(std::move(events)); },
            .live = shared.live,
            .receipts = receipts_,
            .tokens = tokens_,
            .audit = shared.stores.incidents->audit()} {
    publish(token_keys_, shared.keys);
}

} // namespace resuelve::app
