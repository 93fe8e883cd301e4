#include "adapters/mongodb/incident_search.hpp"

#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/incident_list.hpp"
#include "adapters/mongodb/list_plan.hpp"
#include "adapters/mongodb/search_hits.hpp"

#include <algorithm>
#include <unordered_map>

namespace resuelve::mongodb {
namespace {

using incidents::Incident;
using incidents::IncidentQuery;
using incidents::ListPosition;
using incidents::Page;
using incidents::SearchTerm;
using incidents::SortKey;

constexpr std::size_t most_sorted = 1'000; ///< hits, for an order other than that of creation

/// An incident that was found, and where it stands in the list.
struct Found {
    Incident incident;
    ListPosition position;
};

/// Those of the hits that pass the query's filters and scope, in the order of the hits.
std::vector<Found> passed(Connection& connection, const IncidentQuery& query, const std::vector<Hit>& hits) {
    Array ids;
    for (const auto& hit : hits) {
        ids.push(hit.incident);
    }
    auto filter = passing(query);
    filter.append("_id", Document{{"$in", ids}});
    std::unordered_map<IncidentId, Incident> incidents;
    for (auto& incident : find_incidents(connection, {.filter = filter, .index = "_id_"}))
        incidents.emplace(incident.id, std::move(incident));
    std::vector<Found> found;
    for (const auto& hit : hits)
        if (const auto one = incidents.find(hit.incident); one != incidents.end()) {
            auto position = position_in_list(one->second, query.sort);
            if (query.sort == SortKey::relevance) position.key = hit.relevance;
            found.push_back({std::move(one->second), position});
        }
    return found;
}

Page<Incident> by_creation(Connection& connection, const IncidentQuery& query, std::vector<SearchTerm> terms,
                           const std::optional<ListPosition>& after) {
    HitWalk walk{connection, std::move(terms), query.descending, after};
    Page<Incident> page;
    ListPosition last;
    for (auto hits = walk.next(); !hits.empty(); hits = walk.next())
        for (auto& found : passed(connection, query, hits)) {
            if (page.items.size() == query.limit) {
                page.next_cursor = to_cursor(last, query);
                return page;
            }
            page.items.push_back(std::move(found.incident));
            last = found.position;
        }
    return page;
}

/// A page of all that was found.
Page<Incident> sorted(std::vector<Found> found, const IncidentQuery& query, const std::optional<ListPosition>& after) {
    const auto before = [&](const ListPosition& a, const ListPosition& b) {
        const auto order = std::pair{a.key, a.id} <=> std::pair{b.key, b.id};
        return query.descending ? order > 0 : order < 0;
    };
    if (after) std::erase_if(found, [&](const Found& one) { return !before(*after, one.position); });
    std::ranges::sort(found, before, &Found::position);
    Page<Incident> page;
    const auto shown = std::min(query.limit, found.size());
    if (shown > 0 && shown < found.size()) page.next_cursor = to_cursor(found[shown - 1].position, query);
    for (std::size_t i = 0; i < shown; ++i)
        page.items.push_back(std::move(found[i].incident));
    return page;
}

std::vector<Found> newest(Connection& connection, const IncidentQuery& query, std::vector<SearchTerm> terms) {
    HitWalk walk{connection, std::move(terms), true, std::nullopt};
    std::vector<Found> all;
    for (auto hits = walk.next(); !hits.empty() && all.size() < most_sorted; hits = walk.next())
        std::ranges::move(passed(connection, query, hits), std::back_inserter(all));
    if (all.size() > most_sorted) all.erase(all.begin() + most_sorted, all.end());
    return all;
}

std::vector<Found> of_customer(Connection& connection, const IncidentQuery& query,
                               const std::vector<SearchTerm>& terms) {
    std::vector<IncidentId> ids;
    std::unordered_map<IncidentId, Incident> incidents;
    for (auto& incident : incidents_of_customer(connection, query)) {
        ids.push_back(incident.id);
        incidents.emplace(incident.id, std::move(incident));
    }
    std::vector<Found> found;
    for (const auto& hit : hits_in(connection, terms, ids, !query.scope.customer)) {
        auto& incident = incidents.at(hit.incident);
        auto position = position_in_list(incident, query.sort);
        if (query.sort == SortKey::relevance) position.key = hit.relevance;
        found.push_back({std::move(incident), position});
    }
    return found;
}

} // namespace

Page<Incident> search_incidents(Connection& connection, const IncidentQuery& query) {
    const auto after = position_of(query);
    auto terms = incidents::search_terms(*query.text);
    if (terms.empty() || !plan_list(query)) return {};
    if (query.scope.customer || query.customer) return sorted(of_customer(connection, query, terms), query, after);
    if (query.sort == SortKey::created) return by_creation(connection, query, std::move(terms), after);
    return sorted(newest(connection, query, std::move(terms)), query, after);
}

} // namespace resuelve::mongodb
