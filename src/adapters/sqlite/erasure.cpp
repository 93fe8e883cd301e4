#include "adapters/sqlite/erasure.hpp"

#include "adapters/sqlite/attachments.hpp"
#include "adapters/sqlite/drafts.hpp"
#include "adapters/sqlite/entries.hpp"
#include "adapters/sqlite/incident_rows.hpp"
#include "adapters/sqlite/search_words.hpp"
#include "domain/incidents/erasure.hpp"

#include <limits>
#include <set>

namespace resuelve::sqlite {
namespace {

using incidents::Incident;

constexpr int merge_pages = 500; ///< of the search index in one step: some milliseconds

void erase_incident(Connection& connection, SearchIndex& search, TallyKeeper& tallies, std::int64_t row,
                    const Incident& incident, Instant now, std::set<Sha256Digest>& bytes) {
    auto erased = incident;
    incidents::erase_customer(erased, now);
    for (auto& entry : entries_after(connection, row, incident.id, 0, std::numeric_limits<int>::max(), true)) {
        if (entry.erased || !incidents::holds_personal_data(entry)) continue;
        search.mark(connection, search_rowid(row, entry.number));
        incidents::erase(entry);
        blank_entry(connection, row, entry);
    }
    for (auto attachment : attachments_of(connection, incident.id)) {
        bytes.insert(attachment.sha256);
        incidents::erase(attachment);
        store_attachment(connection, attachment);
    }
    connection.prepare("DELETE FROM answers WHERE key IN (SELECT key FROM answered_incidents WHERE incident = ?1)")
        .bind(1, incident.id)
        .run();
    remove_drafts_of(connection, incident.id);
    const IncidentRow blank{erased};
    tallies.add(blank.tallies);
    tallies.subtract(update_incident(connection, search, blank, incident.version).tallies);
}

} // namespace

std::vector<Sha256Digest> erase_incidents_of(Connection& connection, SearchIndex& search, TallyKeeper& tallies,
                                             CustomerId customer, Instant now) {
    std::vector<std::pair<std::int64_t, Incident>> found;
    {
        auto rows = connection.prepare("SELECT row, doc FROM incidents WHERE customer = ?1");
        rows.bind(1, customer);
        while (rows.step()) {
            auto incident = incident_of(rows.text(1));
            if (!incident.legal_hold) found.emplace_back(rows.integer(0), std::move(incident));
        }
    }
    std::set<Sha256Digest> bytes;
    for (const auto& [row, incident] : found)
        erase_incident(connection, search, tallies, row, incident, now, bytes);
    connection.prepare("INSERT OR IGNORE INTO unfinished_erasures(one) VALUES (1)").run();
    std::erase_if(bytes, [&](const auto& digest) { return is_referred_to(connection, digest); });
    return {bytes.begin(), bytes.end()};
}

awaitable<void> finish_erasure(Database& database, SearchIndex& search) {
    co_await search.catch_up();
    // A negative number begins a merge of everything into one segment; positive ones go on until nothing changes
    // (https://sqlite.org/fts5.html, section 6.7).
    co_await search.file().run_between_batches([pages = -merge_pages](Connection& connection) mutable {
        const auto changes = [&connection] {
            auto total = connection.prepare("SELECT total_changes()");
            total.step();
            return total.integer(0);
        };
        const auto before = changes();
        connection.prepare("INSERT INTO search(search, rank) VALUES ('merge', ?1)").bind(1, pages).run();
        pages = merge_pages;
        return changes() - before < 2;
    });
    co_await search.file().truncate_wal();
    co_await database.write(
        [](Connection& connection) { connection.prepare("DELETE FROM unfinished_erasures").run(); });
    co_await database.truncate_wal();
}

} // namespace resuelve::sqlite
