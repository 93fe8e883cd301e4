#pragma once

#include "adapters/sqlite/database.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace resuelve::sqlite {

/// The search index of a store: a file beside it, with a writer of its own, so that no change waits for the index
/// (ADR 0023). A change marks in its own transaction, in the table `unindexed`, which documents are to be read again.
/// They are indexed by the hundred, which FTS5 does for a fraction of what it asks for each alone, or for the first
/// search. To index a document twice is harmless, so a crash in between loses nothing.
///
/// The file can be lost: it is made anew from the store. So it is in no backup.
class SearchIndex {
public:
    /// Opens, creates or replaces `file`. Throws StoreRefused, Error.
    SearchIndex(Database& store, std::filesystem::path file, Options options);
    ~SearchIndex();
    SearchIndex(const SearchIndex&) = delete;
    SearchIndex& operator=(const SearchIndex&) = delete;

    /// Within a change of the store: `document` (a search_rowid) is found, by the words that it then has, once the
    /// change is committed and catch_up() was awaited.
    void mark(Connection& store, std::int64_t document);

    /// Everything that was committed before is in the index when this returns. Throws Problem::overloaded after `end`.
    awaitable<void> catch_up(std::chrono::steady_clock::time_point end = std::chrono::steady_clock::time_point::max());
    /// The same for a search, which does not wait for long: throws Problem::overloaded while an index is made anew. An
    /// index that takes no changes, for want of room or after an I/O error, is searched as it is.
    awaitable<void> catch_up_for_search();

    Database& file() { return file_; }

private:
    /// Indexes some of what waits, up to mark `wanted` at least if that is not far.
    awaitable<void> index_some(std::int64_t wanted);
    std::int64_t index_marked(Connection& index, std::int64_t wanted);
    void mark_everything();
    void continue_numbers(std::int64_t indexed);
    void committed();
    void work();

    Database& store_;
    std::string store_id_; ///< of the store that the index belongs to
    Database file_;

    std::int64_t last_mark_ = 0; ///< of the store's writer
    std::int64_t forgotten_ = 0; ///< of the store's writer: marks up to this one are removed
    std::atomic<std::int64_t> committed_ = 0;
    std::atomic<std::int64_t> indexed_ = 0; ///< marks up to this one are in the index, durably

    std::mutex mutex_;
    std::condition_variable many_wait_;
    bool stopping_ = false;
    std::thread thread_; ///< last: it uses all of the above
};

} // namespace resuelve::sqlite
