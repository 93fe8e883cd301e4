#include "app/admin/commands.hpp"

#include "adapters/sqlite/audit_log.hpp"
#include "adapters/sqlite/verify.hpp"
#include "app/admin/backup.hpp"
#include "app/admin/import.hpp"
#include "app/admin/store_commands.hpp"
#include "app/data_directory.hpp"
#include "platform/json/enum_names.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <ranges>

namespace resuelve::app {
namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// Prints what is wrong; whether nothing is.
bool verify_timelines(const DataDirectory& directory) {
    const auto verified = sqlite::verify_history(directory.incidents(), [](const sqlite::HistoryFault& fault) {
        fmt::print("{} entry {}: {}\n", fault.reference, fault.entry, fault.fault);
    });
    fmt::print("{} incidents, {} entries, {} faults\n", verified.incidents, verified.entries, verified.faults);
    return verified.faults == 0;
}

bool verify_audit(std::string_view service, const std::filesystem::path& file) {
    const auto verified = sqlite::verify_audit(file);
    if (verified.fault)
        fmt::print("audit of {}, record {}: {}\n", service, verified.fault->number,
                   json::enum_name(verified.fault->fault));
    fmt::print("audit of {}: {} records are sound\n", service, verified.records);
    return !verified.fault;
}

/// Verifies what the directory has, which is all of it or what a service alone keeps. 1 if anything is wrong.
int verify(const DataDirectory& directory) {
    const std::array<std::pair<std::string_view, std::filesystem::path>, 3> audited{
        {{"customers", directory.customers()},
         {"employees", directory.employees()},
         {"incidents", directory.incidents()}}};
    const auto is_there = [](const auto& one) { return std::filesystem::exists(one.second); };
    bool sound = true;
    if (is_there(audited.back()) || std::ranges::none_of(audited, is_there)) sound = verify_timelines(directory);
    for (const auto& [service, file] : audited | std::views::filter(is_there))
        sound &= verify_audit(service, file);
    return sound ? 0 : 1;
}

void add_store_commands(CLI::App& admin, config::Settings& settings, ServeOptions& options, int& exit_code) {
    admin.add_subcommand("migrate", "Brings the store to this program's schema")->fallthrough()->callback([&] {
        settings.load();
        migrate(options, std::cout);
    });
    admin.add_subcommand("create-administrator", "Registers RESUELVE_ADMIN_EMAIL with RESUELVE_ADMIN_PASSWORD")
        ->fallthrough()
        ->callback([&] {
            settings.load();
            exit_code = create_administrator(options, std::cout);
        });
    admin.add_subcommand("verify-history", "Checks the hash chains of timelines and audit logs")
        ->fallthrough()
        ->callback([&] {
            settings.load();
            exit_code = verify(DataDirectory{options.data});
        });
    auto as_json = std::make_shared<bool>(false);
    auto* routes = admin.add_subcommand("routes", "Lists every route with its action and who may use it");
    routes->add_flag("--json", *as_json, "as JSON");
    routes->callback([as_json] { print_routes(std::cout, *as_json); });
}

void add_backup_commands(CLI::App& admin, config::Settings& settings, ServeOptions& options) {
    auto target = std::make_shared<std::filesystem::path>();
    auto with_keys = std::make_shared<bool>(false);
    auto* backup = admin.add_subcommand("backup", "Copies the store, also of a running server, into a new directory");
    backup->fallthrough()->add_option("DIRECTORY", *target, "must be empty or not exist")->required();
    backup->add_flag("--with-keys", *with_keys, "the signing keys too: whoever has the copy can sign as you");
    backup->callback([&settings, &options, target, with_keys] {
        settings.load();
        back_up(DataDirectory{options.data}, *target, *with_keys, std::cout);
    });

    auto source = std::make_shared<std::filesystem::path>();
    auto* restoring = admin.add_subcommand("restore", "Makes a new data directory (--data) from a backup");
    restoring->fallthrough()->add_option("DIRECTORY", *source, "the backup")->required();
    restoring->callback([&settings, &options, source] {
        settings.load();
        restore(*source, options.data, std::cout);
    });
}

void add_import_command(CLI::App& admin, int& exit_code) {
    auto import = std::make_shared<ImportOptions>();
    import->url = "http://127.0.0.1:8080";
    auto* command =
        admin.add_subcommand("import", "Opens an incident for each line of a file, through the API. "
                                       "Signs in with RESUELVE_TOKEN, or RESUELVE_EMAIL and RESUELVE_PASSWORD");
    command->add_option("FILE", import->file, "JSON lines (*.jsonl) or CSV (*.csv)")->required();
    command->add_option("--url", import->url, "of the running server")->capture_default_str();
    command->callback([import, &exit_code] {
        import->token = variable("RESUELVE_TOKEN");
        import->email = variable("RESUELVE_EMAIL");
        import->password = variable("RESUELVE_PASSWORD");
        exit_code = import_incidents(*import, std::cout, std::cerr) == 0 ? 0 : 1;
    });
}

} // namespace

void add_admin_commands(CLI::App& app, config::Settings& settings, ServeOptions& options, int& exit_code) {
    auto* admin = app.add_subcommand("admin", "What an administrator does to a store")->fallthrough();
    admin->require_subcommand(1);
    add_store_commands(*admin, settings, options, exit_code);
    add_backup_commands(*admin, settings, options);
    add_import_command(*admin, exit_code);
}

} // namespace resuelve::app
