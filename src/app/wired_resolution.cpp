#include "app/wired_resolution.hpp"

#include "app/wired_incidents.hpp"
#include "services/resolution/due_acts.hpp"

namespace resuelve::app {

WiredResolution::WiredResolution(const Shared& shared) :
    database_{*shared.stores.incidents}, receipt_keys_{shared.keys, "receipts", shared.clock.now(), shared.random},
    receipts_{receipt_keys_, renderer_on(shared.file_pool), shared.address.url},
    resolution_{.desk = desk_of(shared, "/resuelve/resolution"),
                .live = shared.live,
                .receipts = receipts_,
                .audit = shared.stores.incidents->audit(),
                .known_tokens = shared.stores.incidents->known_tokens(),
                .proposal_limit_cents = proposal_limit_cents(shared.options),
                .tell = [this](std::vector<events::Event> events) { return database_.tell(std::move(events)); }} {}

std::vector<BackgroundWork> WiredResolution::background() {
    const auto keep_doing = [this](Stopping stopping) {
        return resolution::keep_doing_due_acts(resolution_.desk, resolution::limits::pause_between_passes,
                                               std::move(stopping),
                                               [](std::string_view what) { report_failure("due acts", what); });
    };
    return {{"due acts", keep_doing}};
}

} // namespace resuelve::app
