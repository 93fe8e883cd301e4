#pragma once

#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"

#include <string>

namespace resuelve::incidents {

/// What a document is found by. The words of a query must all be in one document: the incident itself, or one entry
/// together with its incident's subject.
struct SearchText {
    std::string everybody; ///< whoever may see the incident finds it by this
    std::string employees; ///< only employees do
};

/// Reference, subject, description, points, order and customer's name; tags and contact for employees.
SearchText search_text(const Incident& incident);

/// Whether an entry is a document: messages, resolutions and notes are; not the filing, which is the incident's own
/// text, nor an erased one.
bool is_searched(const Entry& entry);

/// What people wrote in it, reasons and names of files too. Internal entries are for employees. Empty if it is not
/// searched.
SearchText search_text(const Entry& entry, const std::string& subject);

} // namespace resuelve::incidents
