#include "domain/incidents/reply_variables.hpp"

#include "domain/incidents/working_days.hpp"
#include "platform/json/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace resuelve::incidents {
namespace {

constexpr std::string_view opening = "{{";
constexpr std::string_view closing = "}}";

bool is_known(std::string_view name) {
    return std::ranges::find(reply_variables, name, &ReplyVariable::name) != reply_variables.end();
}

/// Hands plain text and variables' names, without space around them, in their order. False if braces are not closed.
bool walk(std::string_view text, const std::function<void(std::string_view)>& plain,
          const std::function<void(std::string_view)>& variable) {
    while (true) {
        const auto begin = text.find(opening);
        plain(text.substr(0, begin));
        if (begin == std::string_view::npos) return true;
        text.remove_prefix(begin + opening.size());
        const auto end = text.find(closing);
        if (end == std::string_view::npos) return false;
        variable(text::trimmed(text.substr(0, end)));
        text.remove_prefix(end + closing.size());
    }
}

constexpr std::array english_months{"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};

std::string day_text(Instant moment, std::string_view language) {
    const std::chrono::year_month_day day{spain().day_of(moment)};
    const int year{day.year()};
    const unsigned month{day.month()};
    const unsigned of_month{day.day()};
    if (language == "en") return fmt::format("{} {} {}", of_month, english_months.at(month - 1), year);
    if (language == "eu") return fmt::format("{}/{:02}/{:02}", year, month, of_month);
    return fmt::format("{:02}/{:02}/{}", of_month, month, year);
}

std::string day_text(const std::optional<Instant>& moment, std::string_view language) {
    return moment ? day_text(*moment, language) : std::string{};
}

/// Empty if there is none.
std::string value_of(std::string_view name, const Incident& incident, std::string_view agent_name, Instant now) {
    const auto order = incident.order.value_or(Order{});
    if (name == "customer_name") return incident.customer_name;
    if (name == "reference") return incident.reference.value;
    if (name == "subject") return incident.subject;
    if (name == "product") return order.product.value_or("");
    if (name == "order") return order.reference.value_or("");
    if (name == "serial_number") return order.serial_number.value_or("");
    if (name == "opened_on") return day_text(incident.created_at, incident.language);
    if (name == "answer_by") return day_text(incident.deadlines.answer_by, incident.language);
    if (name == "confirm_by") return day_text(incident.deadlines.confirm_by, incident.language);
    if (name == "agent_name") return std::string{agent_name};
    if (name == "today") return day_text(now, incident.language);
    throw std::logic_error{fmt::format("the variable {} has no value in code", name)};
}

} // namespace

std::vector<VariableFault> variable_faults(std::string_view text) {
    std::vector<VariableFault> faults;
    const auto check = [&](std::string_view name) {
        if (!is_known(name)) faults.push_back({"unknown", fmt::format("There is no variable {{{{{}}}}}", name)});
    };
    if (!walk(text, [](std::string_view) {}, check))
        faults.push_back({"malformed", "A variable is opened by {{ and not closed by }}"});
    return faults;
}

FilledText fill_variables(std::string_view text, const Incident& incident, std::string_view agent_name, Instant now) {
    FilledText filled;
    const auto put = [&](std::string_view name) {
        const auto value = value_of(name, incident, agent_name, now);
        if (value.empty() && std::ranges::find(filled.missing, name) == filled.missing.end())
            filled.missing.emplace_back(name);
        filled.text += value;
    };
    if (!walk(text, [&](std::string_view plain) { filled.text += plain; }, put))
        throw std::invalid_argument{"a text with braces that are not closed"};
    return filled;
}

} // namespace resuelve::incidents
