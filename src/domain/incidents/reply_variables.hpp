#pragma once

#include "domain/incidents/incident.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::incidents {

/// What a template's "{{name}}" stands for.
struct ReplyVariable {
    std::string_view name;
    std::string_view meaning;
};

/// The one table of them; the list in the API is made of it.
inline constexpr std::array reply_variables{
    ReplyVariable{"customer_name", "The customer's name"},
    ReplyVariable{"reference", "The incident's key"},
    ReplyVariable{"subject", "What the incident is about"},
    ReplyVariable{"product", "The product of the order"},
    ReplyVariable{"order", "The order's number"},
    ReplyVariable{"serial_number", "The product's serial number"},
    ReplyVariable{"opened_on", "The day on which the incident was opened"},
    ReplyVariable{"answer_by", "The day by which the shop has to answer"},
    ReplyVariable{"confirm_by", "The day until which the customer may answer a proposal"},
    ReplyVariable{"agent_name", "The name of who writes"},
    ReplyVariable{"today", "The day of writing"},
};

/// What is wrong with the variables of a text.
struct VariableFault {
    std::string_view code; ///< "unknown", or "malformed" for braces that are not closed
    std::string detail;    ///< names the variable
};
std::vector<VariableFault> variable_faults(std::string_view text);

/// A text with the variables' values in their places.
struct FilledText {
    std::string text{};
    std::vector<std::string>
        missing{}; ///< variables that the incident has no value for, each once; nothing stands there
};

/// `text` has no faults. Days are those of Spain, written as the incident's language writes them.
FilledText fill_variables(std::string_view text, const Incident& incident, std::string_view agent_name, Instant now);

} // namespace resuelve::incidents
