// The one program: resuelve serve, resuelve customers …, resuelve admin …, resuelve config, resuelve version.
#include "app/admin/commands.hpp"
#include "app/options.hpp"
#include "app/serve.hpp"
#include "app/version.hpp"
#include "platform/config/start_failure.hpp"
#include "platform/http/problem.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdio>
#include <exception>

namespace {

using namespace resuelve::app;

constexpr int failed = 1;

void add_serving(CLI::App& app, resuelve::config::Settings& settings, ServeOptions& options, int& exit_code) {
    const auto add = [&](std::string_view name, std::string description, ServiceNames services) {
        app.add_subcommand(std::string{name}, std::move(description))
            ->fallthrough()
            ->callback([&settings, &options, &exit_code, services = std::move(services)] {
                settings.load();
                exit_code = serve(options, services);
            });
    };
    add("serve", "Runs all services in this process", every_service());
    for (const auto& service : service_table)
        add(service.document, fmt::format("Runs this service alone: {}", service.what), {service.name});
    app.add_subcommand("config", "Prints the settings in force, without secrets")->fallthrough()->callback([&] {
        settings.load();
        fmt::print("{}", settings.to_toml());
    });
    app.add_subcommand("version", "Prints the versions of the program and of SQLite")->callback([] {
        fmt::print("resuelve {}\nSQLite {}\n", version(), sqlite3_libversion());
    });
}

/// What the administrator gave and the product refuses, such as a password that is too short.
void print(const resuelve::Problem& problem) {
    fmt::print(stderr, "resuelve: {}\n", problem.what());
    for (const auto& error : problem.errors())
        fmt::print(stderr, "  {}: {}\n", error.field, error.detail);
}

} // namespace

int main(int count, char** arguments) {
    CLI::App app{"Resuelve: customers open incidents, follow and settle them; employees resolve them."};
    app.require_subcommand(1);
    resuelve::config::Settings settings{app};
    ServeOptions options;
    options.bind(settings);
    int exit_code = 0;
    add_serving(app, settings, options, exit_code);
    add_admin_commands(app, settings, options, exit_code);
    try {
        app.parse(count, arguments);
        return exit_code;
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    } catch (const resuelve::StartFailure& failure) {
        fmt::print(stderr, "resuelve: {}\n", failure.what());
        return failure.exit_code();
    } catch (const resuelve::Problem& problem) {
        print(problem);
        return failed;
    } catch (const std::exception& error) {
        fmt::print(stderr, "resuelve: {}\n", error.what());
        return failed;
    }
}
