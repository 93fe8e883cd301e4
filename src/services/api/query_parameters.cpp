#include "services/api/query_parameters.hpp"

#include "domain/incidents/search_words.hpp"
#include "domain/incidents/working_days.hpp"
#include "platform/json/text.hpp"

#include <algorithm>
#include <charconv>

namespace resuelve::api {

QueryParameters::QueryParameters(const http::Parameters& query, std::initializer_list<std::string_view> known,
                                 std::initializer_list<std::string_view> also_known) : query_{query} {
    const auto is_in = [](std::initializer_list<std::string_view> names, std::string_view name) {
        return std::ranges::find(names, name) != names.end();
    };
    for (const auto& [name, value] : query)
        if (!is_in(known, name) && !is_in(also_known, name))
            wrong(name, "unknown", "is not a parameter of this address");
}

std::optional<std::string> QueryParameters::text(std::string_view name) {
    const auto value = query_.find(name);
    if (!value) return std::nullopt;
    if (text::code_points(*value) > limits::parameter_length)
        wrong(name, "too_long", fmt::format("has more than {} characters", limits::parameter_length));
    return std::string{*value};
}

std::optional<std::string> QueryParameters::search(std::string_view name) {
    auto words = text(name);
    if (words && incidents::words(*words).size() > limits::search_words)
        wrong(name, "too_many", fmt::format("has more than {} words", limits::search_words));
    return words;
}

std::optional<bool> QueryParameters::flag(std::string_view name) {
    const auto value = query_.find(name);
    if (!value) return std::nullopt;
    if (*value != "true" && *value != "false") wrong(name, "malformed", "must be true or false");
    return *value == "true";
}

std::optional<Instant> QueryParameters::instant(std::string_view name) {
    const auto value = query_.find(name);
    if (!value) return std::nullopt;
    if (const auto day = parse_iso_date(*value)) return incidents::spain().begin_of(std::chrono::local_days{*day});
    const auto instant = parse_rfc3339(*value);
    if (!instant) wrong(name, "malformed", "must be a date or a moment of RFC 3339");
    return instant;
}

std::optional<int> QueryParameters::number(std::string_view name, int least, int most) {
    const auto value = query_.find(name);
    if (!value) return std::nullopt;
    int number = 0;
    const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
    if (error != std::errc{} || end != value->data() + value->size() || number < least || number > most)
        wrong(name, "out_of_range", fmt::format("must be a number from {} to {}", least, most));
    return number;
}

std::vector<std::string> QueryParameters::texts(std::string_view name, std::size_t most) {
    auto texts = parts(name);
    if (texts.size() > most) wrong(name, "too_many", fmt::format("has more than {} values", most));
    for (const auto& text : texts)
        if (text.empty() || text::code_points(text) > limits::parameter_length)
            wrong(name, "malformed",
                  fmt::format("must be texts of 1 to {} characters, with commas between", limits::parameter_length));
    return texts;
}

std::size_t QueryParameters::limit() {
    const auto wanted = number("limit", 1, static_cast<int>(limits::page_max));
    return wanted ? static_cast<std::size_t>(*wanted) : limits::page_default;
}

std::string QueryParameters::cursor() {
    const auto value = query_.find("cursor");
    if (!value) return {};
    if (value->size() > limits::cursor_length) wrong("cursor", "malformed", "is not one of ours");
    return std::string{*value};
}

void QueryParameters::wrong(std::string_view name, std::string_view code, std::string detail) {
    errors_.push_back({std::string{name}, std::string{code}, std::move(detail)});
}

void QueryParameters::finish() const {
    if (!errors_.empty()) throw Problem{Problem::invalid, "The address has parameters that are not valid", errors_};
}

std::vector<std::string> QueryParameters::parts(std::string_view name) const {
    std::vector<std::string> parts;
    const auto value = query_.find(name);
    if (!value) return parts;
    std::size_t start = 0;
    for (;;) {
        const auto comma = value->find(',', start);
        parts.emplace_back(value->substr(start, comma - start));
        if (comma == std::string_view::npos) return parts;
        start = comma + 1;
    }
}

} // namespace resuelve::api
