#include "adapters/memory/incident_search.hpp"

#include "domain/incidents/search_text.hpp"
#include "domain/incidents/search_words.hpp"
#include "platform/json/text.hpp"

#include <algorithm>

namespace resuelve::memory {
namespace {

constexpr std::size_t shortest_prefix = 2; ///< characters; a shorter one is looked for as a word

std::vector<std::string> index(const std::string& text) {
    std::vector<std::string> all;
    for (const auto word : incidents::words(text))
        for (auto& form : incidents::index_forms(word))
            all.push_back(std::move(form));
    return all;
}

} // namespace

IncidentSearch::IncidentSearch(std::string_view typed, bool for_employees) : for_employees_{for_employees} {
    for (auto place = incidents::next_word(typed, 0); place.begin < typed.size();
         place = incidents::next_word(typed, place.end)) {
        const auto word = typed.substr(place.begin, place.end - place.begin);
        const auto folded = incidents::folded_word(word);
        const bool is_prefix = typed.substr(place.end).starts_with('*') && text::code_points(folded) >= shortest_prefix;
        wanted_.push_back(is_prefix ? Wanted{{}, folded} : Wanted{incidents::forms(word), {}});
    }
}

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
