#pragma once

#include "app/service_names.hpp"
#include "app/wired_customers.hpp"
#include "app/wired_employees.hpp"
#include "app/wired_intake.hpp"
#include "app/wired_notifications.hpp"
#include "app/wired_resolution.hpp"

#include <memory>
#include <vector>

namespace resuelve::app {

/// The services of the process; null is one that it does not run.
struct Services {
    Services(const Shared& shared, const ServiceNames& names);

    /// Those that run, in the order of service_table.
    std::vector<WiredService*> all() const;
    std::vector<api::Route> routes() const;
    /// Tells the bus what they listen to, before it starts.
    void subscribe(events::EventBus& bus) const;

    std::unique_ptr<WiredCustomers> customers;
    std::unique_ptr<WiredEmployees> employees;
    std::unique_ptr<WiredIntake> intake;
    std::unique_ptr<WiredResolution> resolution;
    std::unique_ptr<WiredNotifications> notifications;
};

} // namespace resuelve::app
