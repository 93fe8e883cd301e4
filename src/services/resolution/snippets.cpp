#include "services/resolution/snippets.hpp"

#include "domain/incidents/found_words.hpp"
#include "domain/incidents/search_text.hpp"
#include "platform/json/write.hpp"

#include <algorithm>
#include <bit>

namespace resuelve::resolution {
namespace {

using incidents::FoundWords;

/// What a page is searched for, and how much of its texts.
struct Searched {
    FoundWords words;
    std::size_t bytes = limits::snippets_page;

    FoundWords::Place in(std::string_view text) {
        text = text.substr(0, std::min(limits::snippet_text, bytes));
        bytes -= text.size();
        return words.in(text);
    }
    bool has_all(std::uint32_t terms) const { return terms != 0 && words.all(terms); }
};

/// The best place so far: of the texts that have most of the words the first one.
class Best {
public:
    /// Whether nothing better can come.
    bool take(Searched& searched, std::string_view text, bool internal = false) {
        const auto place = searched.in(text);
        if (std::popcount(place.terms) > std::popcount(terms_)) {
            terms_ = place.terms;
            shown_ = incidents::snippet(text, place.at);
            internal_ = internal;
        }
        return searched.has_all(terms_);
    }
    bool internal() const { return internal_; }
    boost::json::value shown() const { return terms_ == 0 ? boost::json::value{} : json::to_json(shown_); }

private:
    std::uint32_t terms_ = 0;
    std::string shown_;
    bool internal_ = false;
};

/// Whether the incident's own texts say why it was found.
bool take_own_texts(Searched& searched, const incidents::Incident& incident, Best& best) {
    if (best.take(searched, incident.description)) return true;
    for (const auto& point : incident.points)
        if (best.take(searched, point)) return true;
    return searched.has_all(searched.in(incident.subject).terms);
}

incidents::TimelinePlace newest_of(const incidents::Incident& incident) {
    return {incident.id, std::max(0, static_cast<int>(incident.history.entries) - limits::snippet_entries)};
}

void take_entries(Searched& searched, const std::vector<incidents::Entry>& entries, Best& best) {
    for (const auto& entry : entries) {
        const auto text = incidents::search_text(entry, {});
        if (best.take(searched, text.everybody) || best.take(searched, text.employees, true)) return;
    }
}

} // namespace

awaitable<std::vector<boost::json::value>> snippets(const api::Request& request, Resolution& resolution,
                                                    std::string_view sought,
                                                    std::span<const incidents::Incident> found) {
    Searched searched{FoundWords{incidents::search_terms(sought)}};
    std::vector<Best> best(found.size());
    std::vector<std::size_t> of_entries;
    std::vector<incidents::TimelinePlace> places;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (take_own_texts(searched, found[i], best[i]) || places.size() == limits::snippets_of_entries) continue;
        of_entries.push_back(i);
        places.push_back(newest_of(found[i]));
    }
    if (!places.empty()) {
        const auto timelines = co_await resolution.desk.incidents.timelines(std::move(places), limits::snippet_entries);
        for (std::size_t i = 0; i < of_entries.size(); ++i)
            take_entries(searched, timelines[i], best[of_entries[i]]);
    }
    std::vector<boost::json::value> all;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (best[i].internal()) co_await resolution.reads.note(request, access::Audited::notes_read, found[i].id.value);
        all.push_back(best[i].shown());
    }
    co_return all;
}

} // namespace resuelve::resolution
