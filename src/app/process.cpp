#include "app/process.hpp"

#include "app/openapi_document.hpp"
#include "app/pages.hpp"
#include "app/revocations.hpp"
#include "app/version.hpp"
#include "platform/crypto/signature.hpp"
#include "platform/http/health.hpp"

namespace resuelve::app {
namespace {

constexpr std::size_t file_threads = 2;
constexpr std::size_t file_queue = 256;

/// Files have one owner; other stores and buses are made for many.
std::optional<DataLock> lock_if_needed(const ServeOptions& options, const DataDirectory& directory) {
    if (options.on_mongodb() && options.on_rabbitmq()) return std::nullopt;
    return std::optional<DataLock>{std::in_place, directory};
}

/// The same: what nothing is written to needs no room kept.
std::optional<Ballast> ballast_if_needed(const std::optional<DataLock>& lock, const DataDirectory& directory) {
    if (!lock) return std::nullopt;
    return std::optional<Ballast>{std::in_place, directory.ballast()};
}

/// The keys of all issuers that are published so far.
access::TokenVerifier::Keys issuers_keys(const std::filesystem::path& directory) {
    if (!std::filesystem::exists(directory)) return {};
    return {.customers = read_public_keys(directory, "customers"),
            .employees = read_public_keys(directory, "employees"),
            .intake = read_public_keys(directory, "intake")};
}

std::vector<std::string> audiences(const ServiceNames& names) {
    std::vector<std::string> list;
    for (const auto name : names)
        list.emplace_back(row(name).document);
    return list;
}

} // namespace

Process::Process(const ServeOptions& options, const ServiceNames& names, http::WebAddress address) :
    names_{names}, instance_{Uuid::v7(clock_.now(), random_).to_string()}, directory_{options.data},
    keys_{options.keys.empty() ? directory_.keys() : options.keys}, lock_{lock_if_needed(options, directory_)},
    file_pool_{"files", file_threads, file_queue}, ballast_{ballast_if_needed(lock_, directory_)},
    stores_{open_stores(
        {options, directory_, names_, file_pool_, background_.executor(), clock_, [this] { write_refused(); }})},
    bus_{open_bus({options, directory_, stores_, names_, background_.executor(), clock_, random_,
                   [this] { live_.missed(); }, [this] { write_refused(); }})},
    verifier_{issuers_keys(keys_), audiences(names)},
    services_{{options, std::move(address), directory_, keys_, stores_, bus_->events(), verifier_, live_, hasher_,
               file_pool_, background_.executor(), clock_, random_},
              names},
    authenticator_{verifier_, api_tokens(), clock_}, openapi_{openapi_of(names, version())} {
    verifier_.look_again_in([this] { return issuers_keys(keys_); });
    services_.subscribe(bus_->events());
    live_.attach(bus_->events());
    live_.ask_of_bus([this] { return !bus_->is_heard(); });
    if (options.on_rabbitmq())
        Revocations::share({verifier_, bus_->events(), background_.executor(), background_.tasks(), clock_, random_,
                            fmt::format("/resuelve/{}", row(names_.front()).document)});
    bus_->events().listen({"employee.updated", "employee.disabled", "customer.erased"},
                          [this](const events::Event& event) { end_rights(event); });
}

access::ApiTokenStore* Process::api_tokens() const {
    if (stores_.employees) return &stores_.employees->tokens();
    if (stores_.customers) return &stores_.customers->known_tokens();
    return stores_.incidents ? &stores_.incidents->known_tokens() : nullptr;
}

/// Rights that ended must not live on in tokens or open streams (design.md, Identity and access).
void Process::end_rights(const events::Event& event) {
    verifier_.accept({.subject = event.subject, .time = event.time});
    live_.close(event.subject.to_string());
}

void Process::write_refused() noexcept {
    if (ballast_) ballast_->write_refused();
}

void Process::start() {
    bus_->events().start();
    if (ballast_) background_.also(ballast_->keeping(file_pool_));
    background_.start(services_, stores_, *bus_, clock_, instance_);
}

bool Process::stop() {
    bus_->events().stop();
    return background_.stop();
}

void Process::add_routes(http::Router& router) {
    api::mount(router, authenticator_, services_.routes(), &freshness_);
    add_pages(router, openapi_);
    http::add_problem_pages(router);
}

void Process::add_health(http::Router& router) {
    std::vector<http::Dependency> parts;
    for (auto* database : stores_.all())
        parts.push_back({std::string{database->name()}, [database] { return database->is_ready(); }});
    parts.push_back({.name = std::string{bus_->name()},
                     .is_ready = [bus = bus_.get()] { return bus->is_ready(); },
                     .is_needed = bus_->is_needed()});
    http::add_health_routes(router, metrics_, std::move(parts));
}

void Process::watch() {
    for (auto* database : stores_.all())
        database->watch(metrics_);
    bus_->watch(metrics_);
    for (auto* service : services_.all())
        service->watch(metrics_);
    metrics_.ask("resuelve_outbox_oldest_seconds", "Age of the oldest event that is not published yet",
                 [this] { return std::chrono::duration<double>{background_.oldest_unpublished()}.count(); });
    if (ballast_)
        metrics_.ask("resuelve_ballast", "0 while the disk is or was too full to keep a reserve on it",
                     [this] { return ballast_->is_there() ? 1.0 : 0.0; });
    metrics_.ask("resuelve_clock_seconds", "What the clock here says, in seconds since 1970",
                 [this] { return std::chrono::duration<double>{clock_.now().time_since_epoch()}.count(); });
    metrics_.ask("resuelve_live_listeners", "Open event streams",
                 [this] { return static_cast<double>(live_.listeners()); });
}

} // namespace resuelve::app
