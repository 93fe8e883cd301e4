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

/// Messages, resolutions with their reasons and notes: what people wrote in them, names of files too. Internal entries
/// are for employees. Empty for other kinds, for the filing (it is the incident's own text) and for an erased one.
SearchText search_text(const Entry& entry, const std::string& subject);

} // namespace resuelve::incidents
