#include "app/serve.hpp"

#include "app/demo/demo.hpp"
#include "app/pages.hpp"
#include "app/policy_reports.hpp"
#include "app/process.hpp"
#include "app/stop_signal.hpp"
#include "app/version.hpp"
#include "app/web_pages.hpp"
#include "platform/async/run.hpp"
#include "platform/config/start_failure.hpp"
#include "platform/http/server.hpp"
#include "platform/log/log.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace resuelve::app {
namespace {

http::ServerOptions server_options(const ServeOptions& options, const std::string& listen) {
    const auto at = ListenAddress::parse(listen);
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    return {.address = at.address,
            .port = at.port,
            .threads = options.threads ? options.threads : cores,
            .trusted_proxies = options.trusted_proxies,
            .allowed_hosts = options.allowed_hosts};
}

void check(const ServeOptions& options, const ServiceNames& names) {
    options.check();
    if (!options.demo) return;
    if (!ListenAddress::parse(options.listen).is_loopback())
        throw StartFailure{StartFailure::settings,
                           "--demo has accounts that everybody knows: it listens on loopback alone"};
    if (names.size() != service_table.size())
        throw StartFailure{StartFailure::settings, "--demo shows the whole shop: it goes with `resuelve serve` alone"};
}

log::Level level_of(const std::string& name) {
    if (name == "debug") return log::Level::debug;
    if (name == "warning") return log::Level::warning;
    return name == "error" ? log::Level::error : log::Level::info;
}

void warn_of_events_that_stay_here(const ServeOptions& options, const ServiceNames& names) {
    if (names.size() < service_table.size() && !options.on_rabbitmq())
        log::warning("no other process hears of this one's events, nor this one of theirs: --bus=rabbitmq lets them");
}

/// A process that answers.
class ServingProcess {
public:
    ServingProcess(const ServeOptions& options, const ServiceNames& names) :
        options_{options}, process_{options, names, public_address_of(options)} {
        prepare();
        process_.add_routes(router_);
        add_web_pages(router_, shop_details(options_));
        policy_reports_.add_route(router_);
        if (options.demo) add_demo_page(router_);
        process_.add_health(options.operations_listen.empty() ? router_ : operations_router_);
        process_.watch();
        server_.emplace(server_options(options, options.listen), router_, access_log_, process_.metrics(),
                        process_.clock(), process_.random());
        if (!options.operations_listen.empty())
            operations_.emplace(server_options(options, options.operations_listen), operations_router_, access_log_,
                                process_.metrics(), process_.clock(), process_.random());
    }

    void start() {
        process_.start();
        try {
            server_->start();
            if (operations_) operations_->start();
        } catch (...) { // a port that is taken: what goes on in the background ends before its parts do
            process_.stop();
            throw;
        }
        const auto at = ListenAddress::parse(options_.listen);
        fmt::print("Resuelve {} listens on http://{}:{}\n", version(),
                   at.address.contains(':') ? "[" + at.address + "]" : at.address, server_->port());
        if (options_.demo) print_demo_hints(server_->port());
        std::fflush(stdout);
    }

    /// Whether everything ended in time.
    bool stop() {
        const bool drained = server_->drain();
        if (operations_) operations_->drain(std::chrono::seconds{1});
        return process_.stop() && drained;
    }

private:
    void prepare() {
        if (!process_.services().employees) return;
        auto& employees = process_.services().employees->service();
        if (!options_.admin_email.empty() && !options_.admin_password.empty())
            run(employees::ensure_first_administrator(employees, email_of_administrator(options_),
                                                      options_.admin_password));
        if (options_.demo)
            run(add_demo({employees.store, employees.kept, process_.services().customers->service(),
                          process_.stores().incidents->incidents(), process_.hasher(), process_.clock(),
                          process_.random()}));
        if (!run(employees.store.has_active_admin())) // it lets nobody in, so say how to get one
            log::warning("there is no administrator yet: set RESUELVE_ADMIN_EMAIL and RESUELVE_ADMIN_PASSWORD, or run "
                         "resuelve admin create-administrator");
    }

    const ServeOptions& options_;
    Process process_;
    log::AccessLog access_log_;
    http::Router router_;
    http::Router operations_router_;
    PolicyReports policy_reports_{process_.metrics(), process_.clock()};
    std::optional<http::Server> server_;
    std::optional<http::Server> operations_;
};

} // namespace

http::WebAddress public_address_of(const ServeOptions& options) {
    const auto refuse = [](const std::string& what) { throw StartFailure{StartFailure::settings, what}; };
    if (options.public_url.empty() && ListenAddress::parse(options.listen).port == 0)
        refuse("--listen with port 0 takes any free port, so --public-url has to say where links lead");
    const auto address =
        http::WebAddress::parse(options.public_url.empty() ? "http://" + options.listen : options.public_url);
    if (!address) // not repeated: a password may stand in it
        refuse("--public-url is no address such as https://incidencias.example.org: http or https, a host in ASCII "
               "(xn--… for others), perhaps a port and a path, and no user, ? or #");
    return *address;
}

int serve(const ServeOptions& options, const ServiceNames& names) {
    check(options, names);
    log::set_level(level_of(options.log_level));
    StopSignal signal;
    ServingProcess process{options, names};
    warn_of_events_that_stay_here(options, names);
    process.start();
    signal.wait();
    log::info("stopping");
    const bool clean = process.stop();
    log::info("stopped", {{"clean", clean}});
    if (!clean) std::_Exit(1); // something still runs, and its parts must not end under it
    return 0;
}

} // namespace resuelve::app
