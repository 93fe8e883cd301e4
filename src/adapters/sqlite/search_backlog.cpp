#include "adapters/sqlite/search_backlog.hpp"

#include "adapters/sqlite/entries.hpp"
#include "adapters/sqlite/incident_rows.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::sqlite {
namespace {

/// Some milliseconds of the writer's time: more are indexed for a little less, but everybody waits for them.
constexpr std::size_t index_together = 128;

/// The words of a stored document, as they were when it was added.
SearchWords stored_words(Connection& connection, std::int64_t rowid) {
    const auto number = incident_row_of(rowid);
    auto row = connection.prepare("SELECT doc FROM incidents WHERE row = ?1");
    row.bind(1, number);
    if (!row.step()) return {};
    const auto incident = incident_of(row.text(0));
    const auto entry_number = entry_number_of(rowid);
    if (entry_number == 0) return search_words(incident);
    for (const auto& entry : entries_after(connection, number, incident.id, entry_number - 1, 1, true))
        if (entry.number == entry_number) return search_words(entry, incident.subject);
    return {};
}

bool is_anything_left(Connection& connection) {
    return connection.prepare("SELECT 1 FROM unindexed LIMIT 1").step();
}

void index_left(Connection& connection) {
    std::vector<std::int64_t> left;
    {
        auto rows = connection.prepare("SELECT document FROM unindexed ORDER BY document");
        while (rows.step())
            left.push_back(rows.integer(0));
    }
    for (const auto rowid : left)
        add_to_search(connection, rowid, stored_words(connection, rowid));
    connection.prepare("DELETE FROM unindexed").run();
}

} // namespace

SearchBacklog::SearchBacklog(Database& database) : database_{database} {
    // A write costs the start an fsync.
    if (database_.read_now(is_anything_left)) run(database_.write(&index_left));
    database_.on_commit([this] { committed(); });
    database_.on_rollback([this] { rolled_back(); });
}

void SearchBacklog::add(Connection& connection, std::int64_t rowid, SearchWords words) {
    if (words.empty()) return;
    connection.at_end_of_batch([this, rowid, words = std::move(words)](Connection& c) mutable {
        c.prepare("INSERT INTO unindexed(document) VALUES (?1)").bind(1, rowid).run();
        waiting_.push_back({rowid, std::move(words)});
        if (waiting_.size() - indexed_ >= index_together) index_waiting(c);
    });
}

void SearchBacklog::replace(Connection& connection, std::int64_t rowid, SearchWords old, SearchWords now) {
    connection.at_end_of_batch([this, rowid, old = std::move(old), now = std::move(now)](Connection& c) {
        index_waiting(c);
        remove_from_search(c, rowid, old);
        add_to_search(c, rowid, now);
    });
}

awaitable<void> SearchBacklog::index() {
    if (!is_waiting_) co_return;
    try {
        co_await database_.write([this](Connection& connection) {
            connection.at_end_of_batch([this](Connection& c) { index_waiting(c); });
        });
    } catch (const Problem& problem) {
        // A store that takes no changes, for want of room or after an I/O error, is searched as it is.
        if (problem.code() != Problem::storage_full && problem.code() != Problem::unavailable) throw;
    }
}

void SearchBacklog::index_waiting(Connection& connection) {
    if (indexed_ == waiting_.size()) return;
    for (; indexed_ < waiting_.size(); ++indexed_)
        add_to_search(connection, waiting_[indexed_].rowid, waiting_[indexed_].words);
    connection.prepare("DELETE FROM unindexed").run();
}

void SearchBacklog::committed() {
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(std::exchange(indexed_, 0)));
    committed_size_ = waiting_.size();
    is_waiting_ = committed_size_ > 0;
}

void SearchBacklog::rolled_back() {
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(committed_size_), waiting_.end());
    indexed_ = 0;
}

} // namespace resuelve::sqlite
