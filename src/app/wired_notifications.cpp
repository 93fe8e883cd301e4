#include "app/wired_notifications.hpp"

#include "services/notifications/notices.hpp"

namespace resuelve::app {
namespace {

/// Between looks for mails that other instances queued.
constexpr std::chrono::seconds others_mails{1};

notifications::Sender::Settings sender_settings(const Shared& shared) {
    notifications::Sender::Settings settings{.host = shared.address.host}; // Message-IDs end in it
    if (shared.stores.notifications->leases()) settings.longest_sleep = others_mails;
    return settings;
}

} // namespace

WiredNotifications::WiredNotifications(const Shared& shared) :
    database_{*shared.stores.notifications}, notifications_{.store = database_.notifications(),
                                                            .notices = database_.notices(),
                                                            .bus = shared.bus,
                                                            .clock = shared.clock,
                                                            .random = shared.random,
                                                            .letters = {.base_url = shared.address.url}},
    mail_{shared.directory.mail(),
          {.name = shared.options.shop_name, .address = shared.options.mail_from},
          shared.file_pool},
    sender_{notifications_, mail_, shared.background, sender_settings(shared)} {}

std::vector<BackgroundWork> WiredNotifications::background() {
    return {{"sending mails",
             [this](Stopping stopping) {
                 sender_.only_while([stopping] { return !stopping(); });
                 return keep_running(sender_, stopping);
             }},
            {"forgetting notices", [this](Stopping stopping) {
                 return every_hour(
                     "forgetting notices", [this] { return notifications::forget_old_notices(notifications_); },
                     std::move(stopping));
             }}};
}

void WiredNotifications::watch(Metrics& metrics) {
    metrics.ask("resuelve_mails_written", "Mails written to the mail folder since the start",
                [this] { return static_cast<double>(mail_.written()); });
    metrics.ask("resuelve_mails_withheld", "Mails over a limit since the start",
                [this] { return static_cast<double>(notifications_.withheld.load()); });
}

} // namespace resuelve::app
