#pragma once

#include "platform/json/read.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>

#include <map>
#include <optional>
#include <string>

namespace resuelve::employees {

namespace limits {
inline constexpr std::size_t signature = 1000;          ///< code points
inline constexpr std::size_t away_note = 200;           ///< code points
inline constexpr std::size_t shortcut_keys = 100;       ///< remapped ones
inline constexpr std::size_t shortcut_name = 40;        ///< characters
inline constexpr std::size_t shortcut_combination = 30; ///< code points: "Ctrl+Shift+Enter", "g c"
} // namespace limits

BOOST_DEFINE_ENUM_CLASS(Theme, system, light, dark)
/// Rows of 32, 40 and 48 pixels (ux.md §3).
BOOST_DEFINE_ENUM_CLASS(Density, compact, normal, wide)
/// The languages of the interface (ux.md §15).
BOOST_DEFINE_ENUM_CLASS(InterfaceLanguage, es, ca, gl, eu, en)

/// Keys that somebody has chosen, by the action's name: "reply" → "r". Which actions there are is the console's to
/// know; a name is lower-case letters, digits and underscores.
struct ShortcutKeys {
    std::map<std::string, std::string> keys{};
    bool operator==(const ShortcutKeys&) const = default;
};
void read_json(ShortcutKeys& into, const boost::json::value& from, json::FieldErrors& errors);
boost::json::value write_json(const ShortcutKeys& from);

struct Shortcuts {
    bool enabled = true;
    ShortcutKeys keys{};
    bool operator==(const Shortcuts&) const = default;
};
BOOST_DESCRIBE_STRUCT(Shortcuts, (), (enabled, keys))

/// Somebody does not work now.
struct Away {
    std::optional<Instant> until{};
    std::optional<json::Line<0, limits::away_note>> note{};
    bool operator==(const Away&) const = default;
};
BOOST_DESCRIBE_STRUCT(Away, (), (until, note))

/// How an employee wants the console to be.
struct Preferences {
    Theme theme = Theme::system;
    Density density = Density::normal;
    std::optional<InterfaceLanguage> language{}; ///< the account's unless chosen
    Shortcuts shortcuts{};
    json::Text<0, limits::signature> signature{}; ///< under replies to customers
    std::optional<Away> away{};
    bool sound = false;

    bool operator==(const Preferences&) const = default;

    boost::json::object to_json() const;
    /// What is not mentioned is as at first. Throws Problem::invalid, naming every field that is wrong.
    static Preferences from_json(const boost::json::object& json);
};
BOOST_DESCRIBE_STRUCT(Preferences, (), (theme, density, language, shortcuts, signature, away, sound))

} // namespace resuelve::employees
