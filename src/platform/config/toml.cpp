#include "platform/config/toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace resuelve::config {
namespace {

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// One line, read from the front.
class Line {
public:
    Line(std::string_view text, int number) : rest_{text}, number_{number} {}

    [[noreturn]] void fail(std::string_view what) const {
        throw std::runtime_error{fmt::format("line {}: {}", number_, what)};
    }

    bool take(char wanted) {
        skip_spaces();
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool at_end() {
        skip_spaces();
        return rest_.empty() || rest_.front() == '#';
    }

    std::string_view take_bare(std::string_view what) {
        skip_spaces();
        const auto word =
            rest_.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_bare) - rest_.begin()));
        if (word.empty()) fail(fmt::format("{} is missing", what));
        rest_.remove_prefix(word.size());
        return word;
    }

    std::string take_value() {
        if (take('"')) return take_basic_string();
        if (take('\'')) return take_literal_string();
        const std::string word{take_bare("a value (strings want quotes)")};
        const auto digits = std::string_view{word}.substr(word.starts_with('-') ? 1 : 0);
        const bool number = !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
        if (!number && word != "true" && word != "false") fail("strings want quotes");
        return word;
    }

private:
    void skip_spaces() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size())); }

    char take_char() {
        if (rest_.empty()) fail("a string is not closed");
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    std::string take_basic_string() {
        std::string value;
        for (char c = take_char(); c != '"'; c = take_char())
            value += c == '\\' ? take_escape() : c;
        return value;
    }

    char take_escape() {
        constexpr std::string_view escapes = "\"\\bfnrt";
        constexpr std::string_view meant = "\"\\\b\f\n\r\t";
        const auto at = escapes.find(take_char());
        if (at == escapes.npos) fail("an unknown escape in a string");
        return meant[at];
    }

    std::string take_literal_string() {
        std::string value;
        for (char c = take_char(); c != '\''; c = take_char())
            value += c;
        return value;
    }

    std::string_view rest_;
    int number_;
};

std::string setting_name(std::string_view section, std::string_view key) {
    auto name = section.empty() ? std::string{key} : fmt::format("{}-{}", section, key);
    std::ranges::replace(name, '_', '-');
    return name;
}

std::vector<std::string> take_values(Line& line) {
    if (!line.take('[')) return {line.take_value()};
    std::vector<std::string> values;
    while (!line.take(']')) {
        values.push_back(line.take_value());
        if (line.take(',')) continue;
        if (line.take(']')) break;
        line.fail("an array wants a comma or ], on the same line");
    }
    return values;
}

} // namespace

std::vector<TomlEntry> read_toml(std::string_view text) {
    std::vector<TomlEntry> entries;
    std::string section;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        auto content = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (content.ends_with('\r')) content.remove_suffix(1);
        Line line{content, number};
        if (line.at_end()) continue;
        if (line.take('[')) {
            section = line.take_bare("the section's name");
            if (!line.take(']')) line.fail("a section wants ] and one bare name");
        } else {
            auto name = setting_name(section, line.take_bare("a name"));
            if (!line.take('=')) line.fail("a name wants =");
            if (std::ranges::find(entries, name, &TomlEntry::name) != entries.end())
                line.fail(fmt::format("{} is there twice", name));
            auto values = take_values(line);
            entries.push_back({std::move(name), std::move(values), number});
        }
        if (!line.at_end()) line.fail("something follows that is no comment");
    }
    return entries;
}

std::string toml_string(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '\n')
            quoted += "\\n";
        else
            quoted += c;
    }
    return quoted + '"';
}

} // namespace resuelve::config
