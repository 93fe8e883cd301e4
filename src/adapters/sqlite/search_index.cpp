#include "adapters/sqlite/search_index.hpp"

#include "adapters/sqlite/entries.hpp"
#include "adapters/sqlite/incident_rows.hpp"
#include "adapters/sqlite/search_schema.hpp"
#include "adapters/sqlite/search_words.hpp"
#include "adapters/sqlite/words_tokenizer.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"

#include <set>

namespace resuelve::sqlite {
namespace {

/// Some tens of milliseconds of the index's writer: a search waits for as long as that.
constexpr std::int64_t index_together = 512;
/// What a search waits at most: more is behind only when an index is made anew.
constexpr std::chrono::seconds search_waits{2};
/// After a failure, before the index is tried again without anybody asking for it.
constexpr std::chrono::seconds retry_after{1};

/// A stored document's words as they are now; none if it is gone or nobody may find it any more.
SearchWords stored_words(Connection& store, std::int64_t document) {
    const auto number = incident_row_of(document);
    auto row = store.prepare("SELECT doc FROM incidents WHERE row = ?1");
    row.bind(1, number);
    if (!row.step()) return {};
    const auto incident = incident_of(row.text(0));
    const auto entry_number = entry_number_of(document);
    if (entry_number == 0) return search_words(incident);
    for (const auto& entry : entries_after(store, number, incident.id, entry_number - 1, 1, true))
        if (entry.number == entry_number) return search_words(entry, incident.subject);
    return {};
}

struct Marked {
    std::set<std::int64_t> documents;
    std::int64_t last = 0; ///< the number up to which these are all
};

Marked marked_after(Connection& store, std::int64_t number, std::int64_t wanted) {
    Marked marked{.documents = {}, .last = number};
    auto rows = store.prepare("SELECT number, document FROM unindexed WHERE number > ?1 ORDER BY number LIMIT ?2");
    rows.bind_all(number, index_together);
    std::int64_t count = 0;
    for (; rows.step(); ++count) {
        marked.last = rows.integer(0);
        marked.documents.insert(rows.integer(1));
    }
    // Numbers between may belong to nobody: their change was undone.
    if (count < index_together) marked.last = std::max(marked.last, wanted);
    return marked;
}

void index_document(Connection& index, std::int64_t document, const SearchWords& words) {
    if (words.empty())
        index.prepare("DELETE FROM search WHERE rowid = ?1").bind(1, document).run();
    else
        index.prepare("REPLACE INTO search(rowid, everybody, employees) VALUES (?1, ?2, ?3)")
            .bind_all(document, words.everybody, words.employees)
            .run();
}

struct Progress {
    std::string store;
    std::int64_t mark = 0;
};

Progress progress_of(Connection& index) {
    auto row = index.prepare("SELECT store, mark FROM progress");
    return row.step() ? Progress{std::string{row.text(0)}, row.integer(1)} : Progress{};
}

std::string id_of(Connection& store) {
    auto row = store.prepare("SELECT id FROM search_store");
    if (!row.step()) throw std::logic_error{"a store without an id"};
    return std::string{row.text(0)};
}

/// Removes an index of another store, e.g. of one that was replaced by a backup, and one that cannot be read: what it
/// holds is in the store.
std::filesystem::path without_foreign(std::filesystem::path file, std::string_view store_id) {
    if (!std::filesystem::exists(file)) return file;
    try {
        refuse_newer_file(file, search_migrations);
        Connection index{file, Connection::Mode::read};
        if (progress_of(index).store == store_id) return file;
    } catch (const Error&) {
        // Not an index, or a damaged one.
    }
    for (const auto* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(file.string() + suffix);
    return file;
}

Options with_tokenizer(Options options) {
    options.prepare = &register_words_tokenizer;
    options.readers.threads = 1; // reads are made where the store's are
    return options;
}

} // namespace

SearchIndex::SearchIndex(Database& store, std::filesystem::path file, Options options) :
    store_{store}, store_id_{store.read_now(&id_of)},
    file_{without_foreign(std::move(file), store_id_), search_migrations, with_tokenizer(std::move(options))} {
    const auto progress = file_.read_now(&progress_of);
    if (progress.store.empty()) mark_everything();
    continue_numbers(progress.mark);
    store_.on_commit([this] { committed(); });
    thread_ = std::thread{[this] { work(); }};
}

SearchIndex::~SearchIndex() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    many_wait_.notify_one();
    thread_.join();
}

void SearchIndex::mark_everything() {
    const auto has_incidents = [](Connection& c) { return c.prepare("SELECT 1 FROM incidents LIMIT 1").step(); };
    if (!store_.read_now(has_incidents)) return; // a write costs the start an fsync
    run(store_.write([](Connection& connection) {
        connection.prepare("DELETE FROM unindexed").run();
        connection
            .prepare("INSERT INTO unindexed(document) SELECT document FROM (SELECT row << ?1 AS document FROM incidents"
                     " UNION ALL SELECT incident << ?1 | min(number, (1 << ?1) - 1) FROM entries) ORDER BY document")
            .bind(1, search_entry_bits)
            .run();
    }));
}

/// What a former process left is marked, and is the first to be indexed.
void SearchIndex::continue_numbers(std::int64_t indexed) {
    const auto marked = store_.read_now([](Connection& connection) {
        auto row = connection.prepare("SELECT ifnull(max(number), 0) FROM unindexed");
        row.step();
        return row.integer(0);
    });
    indexed_ = indexed;
    committed_ = last_mark_ = std::max(marked, indexed);
}

void SearchIndex::mark(Connection& store, std::int64_t document) {
    if (const std::int64_t indexed = indexed_; forgotten_ < indexed) {
        store.prepare("DELETE FROM unindexed WHERE number <= ?1").bind(1, indexed).run();
        forgotten_ = indexed;
    }
    store.prepare("INSERT INTO unindexed(number, document) VALUES (?1, ?2)").bind_all(++last_mark_, document).run();
}

void SearchIndex::committed() {
    committed_ = last_mark_;
    if (committed_ - indexed_ < index_together) return;
    const std::lock_guard lock{mutex_};
    many_wait_.notify_one();
}

std::int64_t SearchIndex::index_marked(Connection& index, std::int64_t wanted) {
    const auto done = progress_of(index).mark;
    if (done >= wanted) return done;
    const auto marked = store_.read_now([=](Connection& store) { return marked_after(store, done, wanted); });
    for (const auto document : marked.documents)
        index_document(index, document,
                       store_.read_now([=](Connection& store) { return stored_words(store, document); }));
    index.prepare("REPLACE INTO progress(one, store, mark) VALUES (1, ?1, ?2)").bind_all(store_id_, marked.last).run();
    return marked.last;
}

awaitable<void> SearchIndex::index_some(std::int64_t wanted) {
    const auto done = co_await file_.write([this, wanted](Connection& index) { return index_marked(index, wanted); });
    // Two that ask at once may come back in the other order.
    for (auto known = indexed_.load(); known < done && !indexed_.compare_exchange_weak(known, done);) {
    }
}

awaitable<void> SearchIndex::catch_up(std::chrono::steady_clock::time_point end) {
    for (const std::int64_t wanted = committed_; indexed_ < wanted;) {
        if (std::chrono::steady_clock::now() > end)
            throw Problem{Problem::overloaded, "The search index is being made anew."}.retry_after(search_waits);
        co_await index_some(wanted);
    }
}

awaitable<void> SearchIndex::catch_up_for_search() {
    try {
        co_await catch_up(std::chrono::steady_clock::now() + search_waits);
    } catch (const Problem& problem) {
        if (problem.code() != Problem::storage_full && problem.code() != Problem::unavailable) throw;
    }
}

void SearchIndex::work() {
    std::unique_lock lock{mutex_};
    while (!stopping_) {
        if (committed_ - indexed_ < index_together) {
            many_wait_.wait(lock);
            continue;
        }
        lock.unlock();
        bool failed = false;
        try {
            run(index_some(committed_));
        } catch (const std::exception&) {
            failed = true; // its callers were told by the file's writer; what waits stays marked
        }
        lock.lock();
        if (failed) many_wait_.wait_for(lock, retry_after, [this] { return stopping_; });
    }
}

} // namespace resuelve::sqlite
