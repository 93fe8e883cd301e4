#include "adapters/memory/incident_search.hpp"

#include "domain/incidents/search_text.hpp"
#include "domain/incidents/search_words.hpp"

#include <algorithm>

namespace resuelve::memory {
namespace {

std::vector<std::string> index(const std::string& text) {
    std::vector<std::string> all;
    for (const auto word : incidents::words(text))
        for (auto& form : incidents::index_forms(word))
            all.push_back(std::move(form));
    return all;
}

} // namespace

bool IncidentSearch::all_in(const std::string& everybody, const std::string& employees) const {
    auto kept = index(everybody);
    if (for_employees_)
        for (auto& form : index(employees))
            kept.push_back(std::move(form));
    return !wanted_.empty() && std::ranges::all_of(wanted_, [&](const auto& wanted) {
        return std::ranges::any_of(kept, [&](const auto& form) {
            return wanted.prefix.empty() ? std::ranges::find(wanted.forms, form) != wanted.forms.end()
                                         : form.starts_with(wanted.prefix);
        });
    });
}

std::int64_t IncidentSearch::relevance(const incidents::Incident& incident,
                                       std::span<const incidents::Entry> entries) const {
    const auto own = search_text(incident);
    std::int64_t documents = all_in(own.everybody, own.employees) ? 3 : 0;
    for (const auto& entry : entries) {
        const auto text = search_text(entry, incident.subject);
        if (all_in(text.everybody, text.employees)) ++documents;
    }
    return documents;
}

} // namespace resuelve::memory
