#include "domain/employees/preferences.hpp"

#include "platform/json/write.hpp"
#include "services/api/preconditions.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/use_cases.hpp"

namespace resuelve::employees {
namespace {

/// Version 0 without anything: they are as at first until somebody changes them.
struct Chosen {
    Preferences preferences{};
    std::int64_t version = 0;
    std::optional<Instant> updated_at{};
};

awaitable<Chosen> chosen_by(EmployeeId employee, Service& service) {
    const auto found = co_await service.kept.find(Kept::preferences, {Holder::of(employee)});
    if (found.empty()) co_return Chosen{};
    const auto& document = found.front();
    co_return Chosen{Preferences::from_json(document.content), document.version, document.updated_at};
}

Response preferences_response(const Chosen& chosen) {
    auto view = chosen.preferences.to_json();
    view["version"] = chosen.version;
    view["updated_at"] = json::to_json(chosen.updated_at);
    return Response::json(200, view).with("etag", api::etag(chosen.version)).with("cache-control", "no-store");
}

} // namespace

awaitable<Response> get_preferences(const Request& request, Service& service) {
    const auto chosen = co_await chosen_by(request.actor().employee_id(), service);
    if (api::has_already(request, chosen.version))
        co_return Response::empty(304).with("etag", api::etag(chosen.version));
    co_return preferences_response(chosen);
}

awaitable<Response> put_preferences(const Request& request, Service& service) {
    const auto if_match = api::IfMatch::required(request);
    const auto wanted = Preferences::from_json(request.body<boost::json::object>());
    const auto employee = request.actor().employee_id();
    const auto before = co_await chosen_by(employee, service);
    if_match.check(before.version);
    const Chosen chosen{wanted, before.version + 1, service.clock.now()};
    co_await service.kept.put({.what = Kept::preferences,
                               .holder = Holder::of(employee),
                               .version = chosen.version,
                               .updated_at = *chosen.updated_at,
                               .content = wanted.to_json()});
    co_return preferences_response(chosen);
}

} // namespace resuelve::employees
