#include "app/admin/store_commands.hpp"

#include "app/admin/scratch_data.hpp"
#include "app/mongodb_stores.hpp"
#include "app/process.hpp"
#include "app/temporary_directory.hpp"
#include "platform/async/run.hpp"
#include "platform/json/enum_names.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace resuelve::app {
namespace {

const access::Permission& permission_of(access::Action action) {
    return *std::ranges::find(access::permissions, action, &access::Permission::action);
}

boost::json::object describe(const api::Route& route) {
    const auto& permission = permission_of(route.action);
    return {{"method", http::to_string(route.method)},
            {"pattern", route.pattern},
            {"action", json::enum_name(route.action)},
            {"scope", permission.scope},
            {"anonymous", json::enum_name(permission.anonymous)},
            {"customer", json::enum_name(permission.customer)},
            {"agent", json::enum_name(permission.agent)},
            {"supervisor", json::enum_name(permission.supervisor)},
            {"admin", json::enum_name(permission.admin)}};
}

void print_table(std::ostream& output, const std::vector<api::Route>& routes) {
    output << fmt::format("{:7} {:62} {:22} {:10} {:9} {:6} {:11} {}\n", "method", "path", "action", "anonymous",
                          "customer", "agent", "supervisor", "admin");
    for (const auto& route : routes) {
        const auto& row = permission_of(route.action);
        output << fmt::format("{:7} {:62} {:22} {:10} {:9} {:6} {:11} {}\n", http::to_string(route.method),
                              route.pattern, json::enum_name(route.action), json::enum_name(row.anonymous),
                              json::enum_name(row.customer), json::enum_name(row.agent),
                              json::enum_name(row.supervisor), json::enum_name(row.admin));
    }
}

} // namespace

void migrate(const ServeOptions& options, const ServiceNames& services, std::ostream& output) {
    options.check();
    if (options.on_mongodb()) {
        migrate_mongodb(options, services);
        output << "the databases are at this program's schema\n";
        return;
    }
    const Process process{options, services};
    output << fmt::format("{} is at this program's schema\n", std::filesystem::absolute(options.data).string());
}

int create_administrator(const ServeOptions& options, std::ostream& output) {
    if (options.admin_email.empty() || options.admin_password.empty())
        throw std::runtime_error{"set RESUELVE_ADMIN_EMAIL and RESUELVE_ADMIN_PASSWORD"};
    options.check();
    const ScratchData scratch{options, !options.on_mongodb()}; // the event waits in the database's outbox
    Process process{scratch.options(), {ServiceName::employees}};
    const bool made = run(employees::ensure_first_administrator(
        process.services().employees->service(), email_of_administrator(options), options.admin_password));
    output << (made ? fmt::format("{} is the administrator\n", options.admin_email)
                    : std::string{"there is an administrator already; nothing was changed\n"});
    return made ? 0 : 1;
}

void print_routes(std::ostream& output, bool as_json) {
    const TemporaryDirectory directory;
    ServeOptions options;
    options.data = directory.path();
    Process process{options, every_service()};
    const auto routes = process.services().routes();
    if (!as_json) return print_table(output, routes);
    boost::json::array list;
    for (const auto& route : routes)
        list.push_back(describe(route));
    output << boost::json::serialize(list) << '\n';
}

} // namespace resuelve::app
