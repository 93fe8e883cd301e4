#include "app/admin/commands.hpp"

#include "app/admin/backup.hpp"
#include "app/admin/dead_letters.hpp"
#include "app/admin/export.hpp"
#include "app/admin/import.hpp"
#include "app/admin/keys.hpp"
#include "app/admin/recount.hpp"
#include "app/admin/replay.hpp"
#include "app/admin/store_commands.hpp"
#include "app/admin/verify_history.hpp"
#include "app/data_directory.hpp"
#include "platform/json/enum_names.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <iostream>
#include <memory>

namespace resuelve::app {
namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::vector<std::string> names_of(const ServiceNames& services) {
    std::vector<std::string> names;
    for (const auto service : services)
        names.emplace_back(json::enum_name(service));
    return names;
}

ServiceNames services_named(const std::vector<std::string>& names) {
    ServiceNames services;
    for (const auto& name : names)
        services.push_back(json::enum_from<ServiceName>(name).value());
    return services;
}

void add_store_commands(CLI::App& admin, config::Settings& settings, ServeOptions& options, int& exit_code) {
    auto migrated = std::make_shared<std::vector<std::string>>();
    auto* migrating = admin.add_subcommand("migrate", "Brings the store to this program's schema");
    migrating->fallthrough()
        ->add_option("SERVICE", *migrated, "whose database; every service's by default")
        ->check(CLI::IsMember(names_of(every_service())));
    migrating->callback([&settings, &options, migrated] {
        settings.load();
        migrate(options, migrated->empty() ? every_service() : services_named(*migrated), std::cout);
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
            exit_code = verify_history(options, std::cout);
        });
    admin.add_subcommand("recount", "Makes the running figures of the reports anew from the incidents")
        ->fallthrough()
        ->callback([&] {
            settings.load();
            recount(options, std::cout);
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

void add_transfer_commands(CLI::App& admin, config::Settings& settings, ServeOptions& options, int& exit_code) {
    auto target = std::make_shared<std::filesystem::path>();
    auto* exporting = admin.add_subcommand("export", "Writes the whole store, SQLite or MongoDB, into one file for "
                                                     "`import --whole-store`. Services have to be stopped");
    exporting->fallthrough()->add_option("FILE", *target, "a new file, or - for the standard output")->required();
    exporting->callback([&settings, &options, target] {
        settings.load();
        export_store(options, *target, std::cout, std::cerr);
    });

    auto import = std::make_shared<ImportOptions>();
    auto whole_store = std::make_shared<bool>(false);
    import->url = "http://127.0.0.1:8080";
    auto* command =
        admin.add_subcommand("import", "Opens an incident for each line of a file, through the API. "
                                       "Signs in with RESUELVE_TOKEN, or RESUELVE_EMAIL and RESUELVE_PASSWORD");
    command->fallthrough()
        ->add_option("FILE", import->file, "JSON lines (*.jsonl) or CSV (*.csv), or what `export` wrote")
        ->required();
    auto* url = command->add_option("--url", import->url, "of the running server")->capture_default_str();
    command
        ->add_flag("--whole-store", *whole_store,
                   "FILE is from `export`: fills an empty store (--data, or --mongodb-uri), without a server")
        ->excludes(url);
    command->callback([&settings, &options, import, whole_store, &exit_code] {
        if (*whole_store) {
            settings.load();
            return import_store(options, import->file, std::cerr);
        }
        import->token = variable("RESUELVE_TOKEN");
        import->email = variable("RESUELVE_EMAIL");
        import->password = variable("RESUELVE_PASSWORD");
        exit_code = import_incidents(*import, std::cout, std::cerr) == 0 ? 0 : 1;
    });
}

void add_key_command(CLI::App& admin, config::Settings& settings, ServeOptions& options) {
    auto rotated = std::make_shared<std::vector<std::string>>();
    auto* command =
        admin.add_subcommand("create-keys", "Makes the key files that are missing in --keys, before services "
                                            "start that are only given some of them");
    command->fallthrough()
        ->add_option("--rotate", *rotated,
                     "a new key of this purpose, beside the old ones: services use it once they "
                     "start again")
        ->check(CLI::IsMember(key_purposes()));
    command->callback([&settings, &options, rotated] {
        settings.load();
        create_keys(options, *rotated, std::cout);
    });
}

void add_event_commands(CLI::App& admin, config::Settings& settings, ServeOptions& options, int& exit_code) {
    auto* dead = admin.add_subcommand("dead-letters", "Events that a service could not handle")->fallthrough();
    dead->require_subcommand(1);
    dead->add_subcommand("list", "Says which, how often each was tried, and why it failed")
        ->fallthrough()
        ->callback([&] {
            settings.load();
            list_dead_letters(options, std::cout);
        });
    auto which = std::make_shared<WantedDeadLetters>();
    auto* again = dead->add_subcommand("replay", "Lets them be tried again: all, or those named")->fallthrough();
    again->add_option("SERVICE", which->consumer, "only this one's");
    again->add_option("EVENT", which->event, "only this one, by its id");
    again->callback([&, which] {
        settings.load();
        if (replay_dead_letters(options, *which, std::cout) > 0) return;
        std::cerr << "resuelve: there is no such dead letter\n";
        exit_code = 1;
    });

    auto tellers = std::make_shared<std::vector<std::string>>();
    auto* replaying =
        admin.add_subcommand("replay", "Tells every customer, employee, team and API token again, so that "
                                       "the other services' copies are made anew");
    replaying->fallthrough()
        ->add_option("SERVICE", *tellers, "customers or employees; both by default")
        ->check(CLI::IsMember({"customers", "employees"}));
    replaying->callback([&settings, &options, tellers] {
        settings.load();
        tell_again(options, *tellers, std::cout);
    });
}

} // namespace

void add_admin_commands(CLI::App& app, config::Settings& settings, ServeOptions& options, int& exit_code) {
    auto* admin = app.add_subcommand("admin", "What an administrator does to a store")->fallthrough();
    admin->require_subcommand(1);
    add_store_commands(*admin, settings, options, exit_code);
    add_backup_commands(*admin, settings, options);
    add_key_command(*admin, settings, options);
    add_event_commands(*admin, settings, options, exit_code);
    add_transfer_commands(*admin, settings, options, exit_code);
}

} // namespace resuelve::app
