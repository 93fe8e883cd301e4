#pragma once

#include "adapters/files/mail_folder.hpp"
#include "adapters/inprocess/event_bus.hpp"
#include "app/identity.hpp"
#include "app/options.hpp"
#include "app/stores.hpp"
#include "domain/customers/customers.hpp"
#include "services/api/live.hpp"
#include "services/api/receipts.hpp"
#include "services/customers/service.hpp"
#include "services/employees/service.hpp"
#include "services/intake/intake.hpp"
#include "services/notifications/sender.hpp"
#include "services/notifications/service.hpp"
#include "services/resolution/resolution.hpp"

namespace resuelve::app {

/// What the services are made of; all of it outlives them.
struct ServiceParts {
    const ServeOptions& options;
    std::string public_url; ///< without a slash at the end
    const DataDirectory& directory;
    Stores& stores;
    Identity& identity;
    inprocess::EventBus& bus;
    boost::asio::any_io_executor background; ///< for the sender of mails
    const Clock& clock;
    Random& random;
};

/// Every service of the process, wired.
struct Services {
    explicit Services(ServiceParts parts);

    /// All routes under /api/v1 and the legacy ones, in the order of the services.
    std::vector<api::Route> routes();
    /// What they listen to, durably and live. Before the bus starts.
    void subscribe(events::EventBus& bus);

    Identity& identity;
    api::LiveEvents live;
    api::Receipts receipts;
    customers::Customers customer_directory;
    customers::Service customers;
    employees::Service employees;
    intake::Intake intake;
    resolution::Resolution resolution;
    notifications::Notifications notifications;
    files::MailFolder mail;
    notifications::Sender sender;
};

} // namespace resuelve::app
