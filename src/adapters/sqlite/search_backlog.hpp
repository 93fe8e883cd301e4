#pragma once

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/search_index.hpp"

#include <atomic>

namespace resuelve::sqlite {

/// Documents of committed changes that are not in the search index yet. FTS5 takes hundreds in one transaction for a
/// fraction of what it asks for each in a transaction of few, so they wait for each other, or for the first search.
/// What waits is marked in the table `unindexed`, and indexed by whoever opens the store after a crash.
class SearchBacklog {
public:
    /// Indexes what a former process left waiting. Throws Error.
    explicit SearchBacklog(Database& database);

    /// Within a command: the document is found once the command is committed and index() was awaited.
    void add(Connection& connection, std::int64_t rowid, SearchWords words);
    /// Within a command: `old` are exactly the words that were added.
    void replace(Connection& connection, std::int64_t rowid, SearchWords old, SearchWords now);
    void remove(Connection& connection, std::int64_t rowid, SearchWords words) {
        replace(connection, rowid, std::move(words), {});
    }

    /// Everything that was committed before is in the index when this returns, unless the store takes no changes.
    awaitable<void> index();

private:
    struct Document {
        std::int64_t rowid;
        SearchWords words;
    };

    void index_waiting(Connection& connection);
    void committed();
    void rolled_back();

    Database& database_;
    // Of the writer's thread.
    std::vector<Document> waiting_;
    std::size_t indexed_ = 0;        ///< of those that wait: in the index, in the transaction under way
    std::size_t committed_size_ = 0; ///< of `waiting_`, without those of the transaction under way

    std::atomic<bool> is_waiting_ = false; ///< whether anything committed waits
};

} // namespace resuelve::sqlite
