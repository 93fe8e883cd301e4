#include "app/services.hpp"

#include "app/traced.hpp"

namespace resuelve::app {
namespace {

template <class Wired>
std::unique_ptr<Wired> make(const Shared& shared, const ServiceNames& names, ServiceName name) {
    return contains(names, name) ? std::make_unique<Wired>(shared) : nullptr;
}

} // namespace

Services::Services(const Shared& shared, const ServiceNames& names) :
    customers{make<WiredCustomers>(shared, names, ServiceName::customers)},
    employees{make<WiredEmployees>(shared, names, ServiceName::employees)},
    intake{make<WiredIntake>(shared, names, ServiceName::intake)},
    resolution{make<WiredResolution>(shared, names, ServiceName::resolution)},
    notifications{make<WiredNotifications>(shared, names, ServiceName::notifications)} {}

std::vector<WiredService*> Services::all() const {
    std::vector<WiredService*> running;
    for (WiredService* service : std::initializer_list<WiredService*>{customers.get(), employees.get(), intake.get(),
                                                                      resolution.get(), notifications.get()})
        if (service) running.push_back(service);
    return running;
}

std::vector<api::Route> Services::routes() const {
    std::vector<api::Route> all_routes;
    for (auto* service : all())
        std::ranges::move(service->routes(), std::back_inserter(all_routes));
    return all_routes;
}

void Services::subscribe(events::EventBus& bus) const {
    for (auto* service : all())
        for (auto& subscription : service->subscriptions())
            bus.subscribe(traced(std::move(subscription)));
}

} // namespace resuelve::app
