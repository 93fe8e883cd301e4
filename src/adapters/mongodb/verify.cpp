#include "adapters/mongodb/verify.hpp"

#include "adapters/mongodb/entry_document.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "platform/json/enum_names.hpp"

#include <algorithm>
#include <limits>

namespace resuelve::mongodb {
namespace {

using incidents::ChainBreak;
using incidents::HistoryFault;
using incidents::Incident;

constexpr std::size_t incidents_at_once = 200;
constexpr std::size_t entries_at_once = 1'000;
constexpr int most_looks = 5; ///< at an incident that changes while it is looked at

/// What was found of some incidents, to be told when they were read without an interruption.
struct Page {
    std::vector<HistoryFault> faults;
    std::int64_t incidents = 0;
    std::int64_t entries = 0;
    std::int64_t moved_entries = 0; ///< of the entries, those in their own collection
    std::optional<IncidentId> last; ///< none: there are no more
};

/// The incident of a document, if its fields say the same as what lists show.
std::optional<Incident> sound(const Document& document) {
    try {
        auto incident = incident_in(document);
        const bool same = incident.id == document["_id"].id<IncidentId>() &&
                          incident.reference.value == document["reference"].text() &&
                          incident.version == document["version"].integer();
        return same ? std::optional{std::move(incident)} : std::nullopt;
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

Document parts_to_verify() {
    return {{"reference", 1}, {"version", 1}, {"incident", 1}, {"tail", 1}};
}

/// One incident's timeline, read after its document.
class Timeline {
public:
    Timeline(Connection& connection, const Incident& incident) :
        connection_{connection}, incident_{incident}, chain_{incident.id} {}

    std::optional<ChainBreak> verify(const std::vector<incidents::Entry>& tail) {
        std::int64_t last = std::numeric_limits<int>::min();
        for (;;) {
            const auto rows =
                connection_.find(entry_collection, {.filter = {{"_id", numbered_after(incident_.id, last)}},
                                                    .sort = {{"_id", 1}},
                                                    .limit = entries_at_once});
            for (const auto& row : rows) {
                const auto entry = entry_in_row(row);
                last = entry.number;
                ++moved;
                if (const auto broken = add(entry)) return broken;
            }
            if (rows.size() < entries_at_once) break;
        }
        for (const auto& entry : tail)
            if (entry.number > last)
                if (const auto broken = add(entry)) return broken;
        return chain_.end(incident_.history.entries, incident_.history.head);
    }

    std::int64_t entries = 0;
    std::int64_t moved = 0;

private:
    std::optional<ChainBreak> add(const incidents::Entry& entry) {
        ++entries;
        return chain_.add(entry);
    }

    Connection& connection_;
    const Incident& incident_;
    incidents::ChainVerification chain_;
};

bool has_version(Connection& connection, const Incident& incident) {
    return connection
        .find_one(incident_collection,
                  {.filter = {{"_id", incident.id}, {"version", incident.version}}, .projection = {{"_id", 1}}})
        .has_value();
}

/// Throws std::runtime_error for an entry that cannot be read at all.
void look_at_incident(Connection& connection, Document document, Page& page) {
    for (int looks = 1;; ++looks) {
        const auto incident = sound(document);
        if (!incident) return page.faults.push_back({std::string{document["reference"].text()}, 0, "damaged_incident"});
        Timeline timeline{connection, *incident};
        const auto broken = timeline.verify(tail_in(incident->id, document));
        // What came while the timeline was read is no fault of it.
        if (broken && looks < most_looks && !has_version(connection, *incident)) {
            auto now = connection.find_one(incident_collection,
                                           {.filter = {{"_id", incident->id}}, .projection = parts_to_verify()});
            if (now) {
                document = *std::move(now);
                continue;
            }
        }
        page.entries += timeline.entries;
        page.moved_entries += timeline.moved;
        if (broken)
            page.faults.push_back(
                {incident->reference.value, broken->entry, std::string{json::enum_name(broken->fault)}});
        return;
    }
}

void verify_incident(Connection& connection, const Document& document, Page& page) {
    try {
        look_at_incident(connection, document, page);
    } catch (const std::runtime_error&) {
        page.faults.push_back({document["reference"].optional_text().value_or(""), 0, "damaged_incident"});
    }
}

/// The entries between two incidents of the walk: after all of one, up to all of the other.
Document between(const std::optional<IncidentId>& after, const std::optional<IncidentId>& last) {
    constexpr auto end = std::numeric_limits<std::int64_t>::max();
    Document range{{"$gt", after ? numbered_id(*after, end) : Document{}}};
    if (last) range.append("$lte", numbered_id(*last, end));
    return {{"_id", range}};
}

/// Entries whose incident is gone. They are searched for only where there are more than were read.
void find_strays(Connection& connection, const std::optional<IncidentId>& after, Page& page) {
    const auto range = between(after, page.last);
    if (connection.count(entry_collection, range) == page.moved_entries && page.faults.empty()) return;
    const Array pipeline{
        Document{{"$match", range}},
        Document{{"$group", Document{{"_id", "$_id.incident"}, {"first", Document{{"$min", "$_id.number"}}}}}},
        Document{{"$lookup", Document{{"from", incident_collection},
                                      {"localField", "_id"},
                                      {"foreignField", "_id"},
                                      {"as", "incident"},
                                      {"pipeline", Array{Document{{"$project", Document{{"_id", 1}}}}}}}}},
        Document{{"$match", Document{{"incident", Array{}}}}}};
    for (const auto& stray : connection.aggregate(entry_collection, pipeline))
        page.faults.push_back({fmt::format("id {}", stray["_id"].id<IncidentId>().to_string()),
                               static_cast<int>(stray["first"].integer()), "without_incident"});
}

Page verify_page(Connection& connection, const std::optional<IncidentId>& after) {
    Page page;
    const auto documents =
        connection.find(incident_collection, {.filter = {{"_id", Document{{"$gte", after ? after->value : Uuid{}}}}},
                                              .sort = {{"_id", 1}},
                                              .projection = parts_to_verify(),
                                              .limit = incidents_at_once + 1});
    for (const auto& document : documents) {
        const auto id = document["_id"].id<IncidentId>();
        if (id == after || std::cmp_equal(page.incidents, incidents_at_once)) continue;
        page.last = id;
        ++page.incidents;
        verify_incident(connection, document, page);
    }
    find_strays(connection, after, page);
    return page;
}

} // namespace

awaitable<incidents::VerifiedHistory> verify_history(Database& database, incidents::HistoryListener found) {
    incidents::VerifiedHistory verified;
    std::optional<IncidentId> after;
    for (;;) {
        const auto page =
            co_await database.read([after](Connection& connection) { return verify_page(connection, after); });
        verified.incidents += page.incidents;
        verified.entries += page.entries;
        verified.faults += static_cast<std::int64_t>(page.faults.size());
        for (const auto& fault : page.faults)
            found(fault);
        if (!page.last) co_return verified;
        after = page.last;
    }
}

} // namespace resuelve::mongodb
