#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resuelve::config {

/// One `name = value` of a file.
struct TomlEntry {
    std::string name;                ///< with its section: "mongodb-uri" for uri under [mongodb]; "_" is "-"
    std::vector<std::string> values; ///< one, or those of an array
    int line = 0;
};

/// Reads the part of TOML 1.0 that settings need: comments, [sections], and bare keys with a string, integer, boolean
/// or one-line array of those. CLI11's own reader would cut "p#ss" at the sign. Throws std::runtime_error naming the
/// line for anything else, and for a name that is there twice.
std::vector<TomlEntry> read_toml(std::string_view text);

/// As a TOML basic string, with its quotes.
std::string toml_string(std::string_view text);

} // namespace resuelve::config
