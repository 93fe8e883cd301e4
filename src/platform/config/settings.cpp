#include "platform/config/settings.hpp"

#include "platform/config/start_failure.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace resuelve::config {
namespace {

/// "listen" as RESUELVE_LISTEN.
std::string variable_name(std::string_view name) {
    std::string variable = "RESUELVE_";
    for (const char c : name)
        variable += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return variable;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file || file.bad()) throw std::runtime_error{fmt::format("{}: cannot be read", path.string())};
    return std::move(text).str();
}

std::string first_line(const std::filesystem::path& path) {
    auto text = read_file(path);
    text.resize(std::min(text.find_first_of("\r\n"), text.size()));
    return text;
}

const TomlEntry* find(const std::vector<TomlEntry>& file, std::string_view name) {
    const auto found = std::ranges::find(file, name, &TomlEntry::name);
    return found == file.end() ? nullptr : &*found;
}

/// Gives the option its value as if it had come from the command line, checks included.
void set(CLI::Option& option, const std::vector<std::string>& values, const std::string& source) {
    try {
        for (const auto& value : values)
            option.add_result(value);
        option.run_callback();
    } catch (const CLI::Error& error) {
        throw std::runtime_error{fmt::format("{}: {}", source, error.what())};
    }
}

} // namespace

Environment process_environment() {
    return [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value ? std::optional<std::string>{value} : std::nullopt;
    };
}

Settings::Settings(CLI::App& app, Environment environment) : app_{app}, environment_{std::move(environment)} {
    app_.add_option("--config", path_, "a TOML file with settings");
}

void Settings::add_secret(const std::string& name, std::string& target) {
    settings_.push_back({name, nullptr, &target, Shown::set_or_not, [&target] { return as_toml(target); }});
}

void Settings::load() {
    try {
        load_all();
    } catch (const std::runtime_error& error) {
        throw StartFailure{StartFailure::settings, error.what()};
    }
}

void Settings::load_all() {
    if (path_.empty()) path_ = variable("config").value_or("");
    std::vector<TomlEntry> file;
    try {
        if (!path_.empty()) file = read_toml(read_file(path_));
    } catch (const std::runtime_error& error) {
        const std::string_view what = error.what();
        throw std::runtime_error{what.starts_with("line") ? fmt::format("{}, {}", path_.string(), what)
                                                          : std::string{what}};
    }
    refuse_unknown(file);
    for (const auto& setting : settings_)
        setting.secret ? load_secret(setting, file) : load_option(setting, file);
}

void Settings::load_secret(const Setting& setting, const std::vector<TomlEntry>& file) const {
    const auto file_name = setting.name + "-file";
    if (auto value = variable(setting.name))
        *setting.secret = std::move(*value);
    else if (const auto named = variable(file_name))
        *setting.secret = first_line(*named);
    else if (const auto* entry = find(file, setting.name))
        *setting.secret = entry->values.at(0);
    else if (const auto* named_entry = find(file, file_name))
        *setting.secret = first_line(named_entry->values.at(0));
}

void Settings::load_option(const Setting& setting, const std::vector<TomlEntry>& file) const {
    if (setting.option->count() > 0) return;
    if (const auto value = variable(setting.name)) return set(*setting.option, {*value}, variable_name(setting.name));
    const auto file_name = setting.name + "-file";
    const bool may_be_in_file = setting.shown == Shown::set_or_not;
    if (const auto named = may_be_in_file ? variable(file_name) : std::nullopt)
        return set(*setting.option, {first_line(*named)}, *named);
    if (const auto* entry = find(file, setting.name))
        return set(*setting.option, entry->values, fmt::format("{}, line {}", path_.string(), entry->line));
    if (const auto* named_entry = may_be_in_file ? find(file, file_name) : nullptr)
        set(*setting.option, {first_line(named_entry->values.at(0))}, named_entry->values.at(0));
}

void Settings::refuse_unknown(const std::vector<TomlEntry>& file) const {
    for (const auto& entry : file) {
        const bool known = std::ranges::any_of(settings_, [&](const Setting& setting) {
            return entry.name == setting.name ||
                   (setting.shown == Shown::set_or_not && entry.name == setting.name + "-file");
        });
        if (!known)
            throw std::runtime_error{
                fmt::format("{}, line {}: there is no setting {}", path_.string(), entry.line, entry.name)};
        if (entry.values.empty())
            throw std::runtime_error{
                fmt::format("{}, line {}: {} has no value", path_.string(), entry.line, entry.name)};
    }
}

std::optional<std::string> Settings::variable(std::string_view name) const {
    auto value = environment_(variable_name(name));
    return value && !value->empty() ? value : std::nullopt; // set but empty is how a unit file unsets one
}

std::string Settings::to_toml() const {
    std::string text;
    for (const auto& setting : settings_) {
        const auto value = setting.value();
        const bool hide = setting.shown == Shown::set_or_not && value != "\"\"";
        text += fmt::format("{} = {}\n", setting.name, hide ? "\"set\"" : value);
    }
    return text;
}

std::string Settings::as_toml(const std::vector<std::string>& values) {
    std::vector<std::string> quoted;
    for (const auto& value : values)
        quoted.push_back(toml_string(value));
    return fmt::format("[{}]", fmt::join(quoted, ", "));
}

} // namespace resuelve::config
