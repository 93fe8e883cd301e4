#pragma once

#include "platform/config/toml.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace resuelve::config {

/// How `resuelve config` prints a setting.
enum class Shown {
    as_it_is,
    set_or_not, ///< an address that may contain a password; also read from the file that RESUELVE_NAME_FILE names
};

/// What an environment variable holds; nothing if it is not set. std::getenv, or a test's.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

Environment process_environment();

/// The program's settings: each is taken from its flag, else from its RESUELVE_* variable, else from the TOML file,
/// else it keeps its default. (CLI11 alone would let the file win over the environment.)
///   settings.add("listen", options.listen, "ADDRESS:PORT to listen on");     --listen, RESUELVE_LISTEN, listen = "…"
class Settings {
public:
    /// Adds `--config FILE` (RESUELVE_CONFIG) to the application. Its subcommands want fallthrough().
    explicit Settings(CLI::App& app, Environment environment = process_environment());

    /// T: std::string, std::filesystem::path, bool, a number, or std::vector<std::string>, whose flag and variable take
    /// several values with commas between. Gives the option, for validators.
    template <class T>
    CLI::Option* add(const std::string& name, T& target, const std::string& description,
                     Shown shown = Shown::as_it_is) {
        CLI::Option* option = nullptr;
        if constexpr (std::is_same_v<T, bool>)
            option = app_.add_flag("--" + name, target, description);
        else
            option = app_.add_option("--" + name, target, description)->capture_default_str();
        if constexpr (std::is_same_v<T, std::vector<std::string>>) option->delimiter(',');
        settings_.push_back({name, option, nullptr, shown, [&target] { return as_toml(target); }});
        return option;
    }

    /// A secret has no flag, since other users see flags in `ps`: RESUELVE_NAME, or the first line of the file that
    /// RESUELVE_NAME_FILE or `name-file` names.
    void add_secret(const std::string& name, std::string& target);

    /// Call it after CLI::App::parse. Throws StartFailure naming the variable, or the file and line, for an
    /// unknown setting or a value that does not fit.
    void load();

    /// What is in force, as a TOML file, with secrets shown as "set".
    std::string to_toml() const;

private:
    struct Setting {
        std::string name;
        CLI::Option* option; ///< null for a secret
        std::string* secret; ///< null for others
        Shown shown;
        std::function<std::string()> value;
    };

    static std::string as_toml(const std::string& value) { return toml_string(value); }
    static std::string as_toml(const std::filesystem::path& value) { return toml_string(value.string()); }
    static std::string as_toml(const std::vector<std::string>& values);
    template <class T>
        requires std::is_arithmetic_v<T>
    static std::string as_toml(T value) {
        return fmt::format("{}", value);
    }

    void load_all();
    void load_secret(const Setting& setting, const std::vector<TomlEntry>& file) const;
    void load_option(const Setting& setting, const std::vector<TomlEntry>& file) const;
    void refuse_unknown(const std::vector<TomlEntry>& file) const;
    std::optional<std::string> variable(std::string_view name) const;

    CLI::App& app_;
    Environment environment_;
    std::filesystem::path path_;
    std::vector<Setting> settings_;
};

} // namespace resuelve::config
