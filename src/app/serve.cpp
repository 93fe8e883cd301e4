#include "app/serve.hpp"

#include "adapters/inprocess/event_bus.hpp"
#include "app/background.hpp"
#include "app/demo/demo.hpp"
#include "app/embedded/embedded.hpp"
#include "app/figures.hpp"
#include "app/identity.hpp"
#include "app/openapi_document.hpp"
#include "app/pages.hpp"
#include "app/services.hpp"
#include "app/stop_signal.hpp"
#include "app/stores.hpp"
#include "app/version.hpp"
#include "platform/async/run.hpp"
#include "platform/http/health.hpp"
#include "platform/http/server.hpp"
#include "platform/log/log.hpp"

#include <fmt/format.h>

#include <cstdio>
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

void refuse_public_demo(const ServeOptions& options) {
    if (options.demo && !ListenAddress::parse(options.listen).is_loopback())
        throw std::runtime_error{"--demo has accounts that everybody knows: it listens on loopback alone"};
}

/// Without a slash at the end. Links in mails and receipts are made of nothing else.
std::string public_url_of(const ServeOptions& options) {
    auto url = options.public_url;
    if (url.empty() && ListenAddress::parse(options.listen).port == 0)
        throw std::runtime_error{
            "--listen with port 0 takes any free port, so --public-url has to say where links lead"};
    if (url.empty()) url = "http://" + options.listen;
    if (!url.starts_with("http://") && !url.starts_with("https://"))
        throw std::runtime_error{fmt::format("--public-url {}: begins neither with http:// nor with https://", url)};
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

log::Level level_of(const std::string& name) {
    if (name == "debug") return log::Level::debug;
    if (name == "warning") return log::Level::warning;
    return name == "error" ? log::Level::error : log::Level::info;
}

std::vector<http::Dependency> dependencies(Stores& stores) {
    std::vector<http::Dependency> parts;
    for (const auto& [name, file] : stores.files())
        parts.push_back({name, [database = file]() -> awaitable<bool> { co_return database->is_healthy(); }});
    return parts;
}

/// One running process: everything in the order in which it is made; it ends in the opposite one.
class Process {
public:
    explicit Process(const ServeOptions& options) :
        options_{options}, directory_{options.data}, stores_{directory_},
        bus_{stores_.event_log, clock_, background_.executor()}, identity_{directory_, stores_, clock_, random_},
        public_url_{public_url_of(options)}, services_{{options_, public_url_, directory_, stores_, identity_, bus_,
                                                        background_.executor(), clock_, random_}},
        openapi_{merge_openapi(openapi_documents(), version())} {
        services_.subscribe(bus_);
        prepare();
        hint_at_administrator();
        add_routes();
        watch(metrics_, stores_, bus_, background_, services_);
        server_.emplace(server_options(options, options.listen), router_, access_log_, metrics_, clock_, random_);
        if (!options.operations_listen.empty())
            operations_.emplace(server_options(options, options.operations_listen), operations_router_, access_log_,
                                metrics_, clock_, random_);
    }

    void start() {
        bus_.start();
        background_.start(services_, stores_, bus_, clock_);
        server_->start();
        if (operations_) operations_->start();
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
        bus_.stop();
        return background_.stop() && drained;
    }

private:
    void prepare() {
        if (!options_.admin_email.empty() && !options_.admin_password.empty())
            run(employees::ensure_first_administrator(services_.employees, email_of_administrator(options_),
                                                      options_.admin_password));
        if (options_.demo)
            run(add_demo(
                {stores_.employees, services_.customers, stores_.incidents, identity_.hasher, clock_, random_}));
    }

    /// A store without an administrator lets nobody in, so say how to get one.
    void hint_at_administrator() {
        if (!run(stores_.employees.has_active_admin()))
            log::warning("there is no administrator yet: set RESUELVE_ADMIN_EMAIL and RESUELVE_ADMIN_PASSWORD, or run "
                         "resuelve admin create-administrator");
    }

    void add_routes() {
        api::mount(router_, identity_.authenticator, services_.routes());
        add_pages(router_, openapi_);
        http::add_problem_pages(router_);
        auto& health = options_.operations_listen.empty() ? router_ : operations_router_;
        http::add_health_routes(health, metrics_, dependencies(stores_));
    }

    const ServeOptions& options_;
    SystemClock clock_;
    SystemRandom random_;
    DataDirectory directory_;
    Stores stores_;
    Background background_;
    inprocess::EventBus bus_;
    Identity identity_;
    std::string public_url_;
    Services services_;
    std::string openapi_;
    Metrics metrics_;
    log::AccessLog access_log_;
    http::Router router_;
    http::Router operations_router_;
    std::optional<http::Server> server_;
    std::optional<http::Server> operations_;
};

} // namespace

int serve(const ServeOptions& options) {
    refuse_public_demo(options);
    log::set_level(level_of(options.log_level));
    StopSignal signal;
    Process process{options};
    process.start();
    signal.wait();
    log::info("stopping");
    const bool clean = process.stop();
    log::info("stopped", {{"clean", clean}});
    return clean ? 0 : 1;
}

} // namespace resuelve::app
