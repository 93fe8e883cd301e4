#include "adapters/mongodb/incident_erasure.hpp"

#include "adapters/mongodb/attachments.hpp"
#include "adapters/mongodb/bulk.hpp"
#include "adapters/mongodb/drafts.hpp"
#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/entry_document.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/move_tails.hpp"
#include "adapters/mongodb/search_document.hpp"
#include "domain/incidents/erasure.hpp"
#include "platform/http/problem.hpp"

#include <set>

namespace resuelve::mongodb {
namespace {

using incidents::Incident;

constexpr std::size_t entries_at_once = 500;
constexpr int most_attempts = 20; ///< while the incident changes under our hands

/// Those of the customer that may be erased.
std::vector<IncidentId> incidents_to_erase(Connection& connection, CustomerId customer) {
    std::vector<IncidentId> ids;
    for (const auto& row :
         connection.find(incident_collection,
                         {.filter = {{"customer", customer}, {"incident.legal_hold", Document{{"$exists", false}}}},
                          .projection = {{"_id", 1}},
                          .index = "incidents_created_customer"}))
        ids.push_back(row["_id"].id<IncidentId>());
    return ids;
}

void blank_entries(Connection& connection, IncidentId incident) {
    for (std::int64_t last = 0;;) {
        const auto rows = connection.find(
            entry_collection,
            {.filter = {{"_id", numbered_after(incident, last)}}, .sort = {{"_id", 1}}, .limit = entries_at_once});
        Bulk blanks{connection, entry_collection};
        for (const auto& row : rows) {
            auto entry = entry_in_row(row);
            last = entry.number;
            if (entry.erased || !incidents::holds_personal_data(entry)) continue;
            incidents::erase(entry);
            blanks.update_one({{"_id", row["_id"]}},
                              {{"$set", Document{{"erased", true},
                                                 {"author_name", entry.author_name},
                                                 {"salt", std::span<const std::uint8_t>{entry.salt}},
                                                 {"body", entry.body}}}});
        }
        blanks.run();
        if (rows.size() < entries_at_once) break;
    }
    connection.update_many(search_collection, {{"_id", numbered_after(incident, 0)}}, without_words());
}

/// The incident if it is still to be erased.
std::optional<Incident> still_of(Connection& connection, IncidentId id, CustomerId customer) {
    auto incident = find_incident(connection, {{"_id", id}});
    if (!incident || incident->customer_id != customer || incident->legal_hold) return std::nullopt;
    return incident;
}

/// Within a transaction: the incident, its attachments and the words of its own text. Returns the bytes they had.
std::set<Sha256Digest> blank_incident(Connection& connection, const Incident& incident, Instant now) {
    auto erased = incident;
    incidents::erase_customer(erased, now);
    write_erased(connection, erased);
    connection.update_one(search_collection, {{"_id", numbered_id(incident.id, 0)}}, own_text_update(erased));
    remove_drafts_of(connection, incident.id);
    std::set<Sha256Digest> bytes;
    for (auto attachment : attachments_of(connection, incident.id)) {
        bytes.insert(attachment.sha256);
        incidents::erase(attachment);
        store_attachment(connection, attachment);
    }
    return bytes;
}

awaitable<std::set<Sha256Digest>> erase_one(Database& database, IncidentId id, CustomerId customer, Instant now) {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        // All that a move under way may have in its hands is in the collections after this one: it brings nothing back.
        const auto incident = co_await database.write([=](Connection& connection) {
            move_tail(connection, id);
            auto found = still_of(connection, id, customer);
            if (found) blank_entries(connection, id);
            return found;
        });
        if (!incident) co_return std::set<Sha256Digest>{};
        std::optional<std::set<Sha256Digest>> bytes;
        try {
            bytes = co_await database.transaction([incident = *incident, now](Connection& connection) {
                return blank_incident(connection, incident, now);
            });
        } catch (const NotWritten&) {
            // It was changed meanwhile, and has entries that are not blank.
        }
        if (bytes) {
            // What was saved beside the transaction, which did not see it: who saves later finds the incident erased.
            co_await database.write([id](Connection& connection) { remove_drafts_of(connection, id); });
            co_return *std::move(bytes);
        }
    }
    throw Problem{Problem::unavailable, "An incident changes too often to be erased."};
}

} // namespace

awaitable<std::vector<Sha256Digest>> erase_incidents_of(Database& database, CustomerId customer, Instant now) {
    const auto ids =
        co_await database.read([customer](Connection& connection) { return incidents_to_erase(connection, customer); });
    std::set<Sha256Digest> bytes;
    for (const auto& id : ids)
        bytes.merge(co_await erase_one(database, id, customer, now));
    co_return co_await database.read([bytes = std::move(bytes)](Connection& connection) {
        std::vector<Sha256Digest> free;
        for (const auto& digest : bytes)
            if (!is_referred_to(connection, digest)) free.push_back(digest);
        return free;
    });
}

} // namespace resuelve::mongodb
