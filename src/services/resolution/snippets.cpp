#include "services/resolution/snippets.hpp"

#include "domain/incidents/found_words.hpp"
#include "domain/incidents/search_text.hpp"
#include "platform/json/write.hpp"

#include <algorithm>
#include <bit>

namespace resuelve::resolution {
namespace {

using incidents::FoundWords;

/// The best place so far: of the texts that have most of the words the first one.
class Best {
public:
    explicit Best(FoundWords& words) : words_{words} {}

    /// Whether nothing better can come.
    bool take(std::string_view text, bool internal = false) {
        const auto place = words_.in(text.substr(0, limits::snippet_text));
        if (std::popcount(place.terms) > std::popcount(terms_)) {
            terms_ = place.terms;
            shown_ = incidents::snippet(text, place.at);
            internal_ = internal;
        }
        return complete();
    }
    bool complete() const { return terms_ != 0 && words_.all(terms_); }
    bool internal() const { return internal_; }
    boost::json::value shown() const { return terms_ == 0 ? boost::json::value{} : json::to_json(shown_); }

private:
    FoundWords& words_;
    std::uint32_t terms_ = 0;
    std::string shown_;
    bool internal_ = false;
};

void take_own_texts(const incidents::Incident& incident, Best& best) {
    if (best.take(incident.description)) return;
    for (const auto& point : incident.points)
        if (best.take(point)) return;
    best.take(incident.subject);
}

/// Of the newest entries.
awaitable<void> take_entries(const incidents::Incident& incident, incidents::IncidentStore& store, Best& best) {
    const auto after = std::max(0, static_cast<int>(incident.history.entries) - limits::snippet_entries);
    for (const auto& entry : co_await store.timeline(incident.id, after, limits::snippet_entries, true)) {
        const auto text = incidents::search_text(entry, {});
        if (best.take(text.everybody) || best.take(text.employees, true)) co_return;
    }
}

} // namespace

awaitable<std::vector<boost::json::value>> snippets(const api::Request& request, Resolution& resolution,
                                                    std::string_view searched,
                                                    std::span<const incidents::Incident> found) {
    FoundWords words{incidents::search_terms(searched)};
    std::vector<boost::json::value> all;
    std::size_t reads = 0;
    for (const auto& incident : found) {
        Best best{words};
        take_own_texts(incident, best);
        if (!best.complete() && reads++ < limits::snippets_of_entries)
            co_await take_entries(incident, resolution.desk.incidents, best);
        if (best.internal()) co_await resolution.reads.note(request, access::Audited::notes_read, incident.id.value);
        all.push_back(best.shown());
    }
    co_return all;
}

} // namespace resuelve::resolution
