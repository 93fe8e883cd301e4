#include "adapters/mongodb/search_hits.hpp"

#include "adapters/mongodb/entry_document.hpp"
#include "adapters/mongodb/search_document.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace resuelve::mongodb {
namespace {

using incidents::SearchTerm;

constexpr std::size_t largest_batch = 1'000;
constexpr std::size_t incidents_at_once = 100;

/// A word is letters and digits, so nothing in it is an operator of the expression.
Document condition_of(const SearchTerm& term) {
    if (!term.prefix.empty()) return {{"words", Document{{"$regex", "^" + term.prefix}}}};
    return {{"words", Document{{"$in", Array::of(term.forms)}}}};
}

std::vector<Document> conditions_of(const std::vector<SearchTerm>& terms) {
    std::vector<Document> conditions;
    for (const auto& term : terms)
        conditions.push_back(condition_of(term));
    return conditions;
}

Hit hit_in(const Document& row) {
    const auto id = row["_id"].document();
    return {.incident = id["incident"].id<IncidentId>(),
            .created = row["created"].instant(),
            .relevance = id["number"].integer() == 0 ? 3 : 1};
}

bool has(const std::vector<Element>& words, const SearchTerm& term) {
    return std::ranges::any_of(words, [&](const Element& word) {
        return term.prefix.empty() ? std::ranges::find(term.forms, word.text()) != term.forms.end()
                                   : word.text().starts_with(term.prefix);
    });
}

/// Whether what everybody may find has the words too.
bool is_for_everybody(const Document& row, const std::vector<SearchTerm>& terms) {
    if (row["everybody"].is_null()) return true;
    const auto words = row["everybody"].items();
    return std::ranges::all_of(terms, [&](const SearchTerm& term) { return has(words, term); });
}

} // namespace

HitWalk::HitWalk(Connection& connection, std::vector<SearchTerm> terms, bool newest_first,
                 const std::optional<incidents::ListPosition>& after) :
    connection_{connection}, conditions_{conditions_of(terms)}, newest_first_{newest_first} {
    if (!after) return;
    // Behind all documents of that incident, in the direction of the walk.
    const auto number = newest_first ? -1 : std::numeric_limits<std::int64_t>::max();
    last_ = Document{{"_id", numbered_id({after->id}, number)},
                     {"created", Instant{std::chrono::milliseconds{after->key}}}};
}

std::vector<Document> HitWalk::read(std::size_t limit) {
    const auto direction = newest_first_ ? -1 : 1;
    const auto query = [&](std::vector<Document> conditions) {
        std::ranges::copy(conditions_, std::back_inserter(conditions));
        return Query{.filter = {{"$and", Array::of(conditions)}},
                     .sort = {{"created", direction}, {"_id", direction}},
                     .projection = {{"_id", 1}, {"created", 1}},
                     .limit = limit};
    };
    if (!last_) return connection_.find(search_collection, query({}));
    const std::string_view beyond = newest_first_ ? "$lt" : "$gt";
    auto same_time = query({{{"created", (*last_)["created"]}}, {{"_id", Document{{beyond, (*last_)["_id"]}}}}});
    // Named again, the time would keep the server from merging the index's ranges.
    same_time.sort = {{"_id", direction}};
    auto rows = connection_.find(search_collection, same_time);
    if (rows.size() < limit)
        std::ranges::move(
            connection_.find(search_collection, query({{{"created", Document{{beyond, (*last_)["created"]}}}}})),
            std::back_inserter(rows));
    return rows;
}

std::vector<Hit> HitWalk::next() {
    std::vector<Hit> hits;
    while (hits.empty() && !at_end_) {
        auto rows = read(batch_);
        at_end_ = rows.size() < batch_;
        batch_ = std::min(2 * batch_, largest_batch);
        if (!rows.empty()) last_ = rows.back();
        for (const auto& row : rows) {
            const auto hit = hit_in(row);
            if (unfinished_ && unfinished_->incident == hit.incident) {
                unfinished_->relevance += hit.relevance;
                continue;
            }
            if (unfinished_) hits.push_back(*unfinished_);
            unfinished_ = hit;
        }
    }
    if (at_end_ && unfinished_) {
        hits.push_back(*unfinished_);
        unfinished_.reset();
    }
    return hits;
}

std::vector<Hit> hits_in(Connection& connection, const std::vector<SearchTerm>& terms,
                         std::span<const IncidentId> incidents, bool for_employees) {
    std::map<IncidentId, Hit> hits;
    for (std::size_t at = 0; at < incidents.size(); at += incidents_at_once) {
        Array ranges;
        for (const auto& incident : incidents.subspan(at, std::min(incidents_at_once, incidents.size() - at)))
            ranges.push(Document{{"_id", numbered_after(incident, -1)}});
        Array conditions = Array::of(conditions_of(terms));
        conditions.push(Document{{"$or", ranges}});
        for (const auto& row :
             connection.find(search_collection, {.filter = {{"$and", conditions}}, .index = "_id_"})) {
            if (!for_employees && !is_for_everybody(row, terms)) continue;
            const auto hit = hit_in(row);
            const auto [place, is_new] = hits.emplace(hit.incident, hit);
            if (!is_new) place->second.relevance += hit.relevance;
        }
    }
    std::vector<Hit> all;
    for (const auto& [id, hit] : hits)
        all.push_back(hit);
    return all;
}

} // namespace resuelve::mongodb
