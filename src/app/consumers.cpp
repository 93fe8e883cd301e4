#include "app/consumers.hpp"

namespace resuelve::app {

std::vector<ConsumerRow> every_consumer() {
    return {
        {ServiceName::customers, {"incident.registered", "api_token.*"}},
        {ServiceName::intake,
         {"customer.registered", "customer.updated", "customer.erased", "notification.sent", "notification.failed",
          "notification.bounced"}},
        {ServiceName::resolution,
         {"customer.registered", "customer.updated", "customer.erased", "employee.registered", "employee.updated",
          "employee.disabled", "team.updated", "api_token.*"}},
        {ServiceName::notifications, {"incident.*", "customer.*", "employee.*"}},
    };
}

} // namespace resuelve::app
