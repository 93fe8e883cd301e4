#pragma once

#include "adapters/mongodb/error.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct _mongoc_client_t;
struct _mongoc_client_pool_t;
struct _mongoc_client_session_t;
struct _mongoc_cursor_t;

namespace resuelve::mongodb {

/// What to find.
struct Query {
    Document filter{};
    Document sort{};
    Document projection{};
    std::size_t limit = 0;       ///< 0: all
    std::string_view index = {}; ///< the name of the index to use; empty: the server chooses
};

/// An update of one document.
struct OneUpdate {
    Document filter;
    Document update; ///< of operators
    bool upsert = false;
};

/// What an update did.
struct Updated {
    std::int64_t matched = 0; ///< documents; one that was upserted is not among them
    std::int64_t modified = 0;
    bool inserted = false;
};

/// A client of the driver's pool in the hands of one thread. Everything throws Error.
///
/// Writes of one document are retried here under one number, as MongoDB's drivers do, but until our own deadline: the
/// server knows a write that it has done and answers as it did, so it happens at most once. Those of many documents
/// have no number: they are asked again as they are, and have to be such that twice is as good as once.
/// Within a transaction nothing is retried here.
class Connection {
public:
    /// `pool` outlives it.
    Connection(_mongoc_client_pool_t* pool, std::string database);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    const std::string& database() const { return database_; }
    /// Works on another database of the same servers from now on.
    void change_database(std::string name) { database_ = std::move(name); }

    std::vector<Document> find(std::string_view collection, const Query& query);
    std::optional<Document> find_one(std::string_view collection, Query query);
    std::vector<Document> aggregate(std::string_view collection, const Array& pipeline, std::string_view index = {});
    /// Counts no further than `at_most`, 0: all.
    std::int64_t count(std::string_view collection, const Document& filter, std::size_t at_most = 0);

    void insert(std::string_view collection, const Document& document);
    /// Inserts those whose unique keys are not there yet.
    void insert_missing(std::string_view collection, const std::vector<Document>& documents);
    /// `update` is a document of operators or a pipeline.
    Updated update_one(std::string_view collection, const Document& filter, Value update, bool upsert = false);
    Updated update_many(std::string_view collection, const Document& filter, Value update);
    /// Many in one message, within a transaction.
    void update_each(std::string_view collection, const std::vector<OneUpdate>& updates);
    std::int64_t delete_one(std::string_view collection, const Document& filter);
    std::int64_t delete_many(std::string_view collection, const Document& filter);
    /// The document as it is after the update; nothing if there is none that matches.
    std::optional<Document> find_and_update(std::string_view collection, const Document& filter, Value update,
                                            bool upsert = false);

    /// What is read from now on the primary alone answers: what follows from it must not rest on an old copy.
    void read_from_primary() { from_secondary_ = false; }
    /// The primary answers what is read from now on, or a secondary while no primary is known: then it may be old.
    /// Returns whether it is the primary. Throws Error of the kind unreachable if there is neither.
    bool read_where_possible();

    /// Runs a command that writes nothing.
    Document read_command(const Document& command);
    /// Runs any command on a database, once, on the primary: "admin" or, if empty, this one's.
    Document command(const Document& command, std::string_view on = {});
    /// Throws Error of the kind unreachable if there is no primary.
    void require_primary();
    /// Waits until a majority confirms that the primary still is one: what it was read before was the newest. Throws
    /// Error if none does in time.
    void confirm_primary();

    /// For parts of the driver that this class does not wrap, such as GridFS.
    _mongoc_client_t* client() { return client_; }

    // For Database.
    void begin_transaction();
    void commit_transaction();
    void abort_transaction();
    /// Instead of aborting, when the server does not answer: it would be asked in vain, and for seconds. Returns the
    /// session, for end_sessions().
    Document abandon_transaction();
    /// Aborts what is left of them.
    void end_sessions(const std::vector<Document>& sessions);
    /// The time for what follows begins.
    void begin_work() { began_ = std::chrono::steady_clock::now(); }
    bool may_try_again() const;

private:
    struct DestroySession {
        void operator()(_mongoc_client_session_t* session) const;
    };
    using Session = std::unique_ptr<_mongoc_client_session_t, DestroySession>;

    Session new_session();
    Document options_with(_mongoc_client_session_t* session);
    std::vector<Document> read_all(_mongoc_cursor_t* cursor);
    /// Sends a write; `numbered` ones are done at most once. Throws for the first of its write errors.
    Document write(Document command, bool numbered);
    Document send_write(const Document& command, const Document& options);
    Document write_concern() const;
    Updated update(std::string_view collection, const Document& filter, Value update, bool upsert, bool many);
    std::int64_t remove(std::string_view collection, const Document& filter, bool many);

    _mongoc_client_pool_t* pool_;
    _mongoc_client_t* client_;
    std::string database_;
    Session writing_; ///< numbers the writes of this connection
    std::int64_t last_number_ = 0;
    Session transaction_; ///< another one: the driver numbers it
    bool in_transaction_ = false;
    bool from_secondary_ = false; ///< reads may be
    std::chrono::steady_clock::time_point began_{};
};

/// Waits a while, longer with each call: between attempts, on a thread that may block.
class Pauses {
public:
    void wait();

private:
    std::chrono::milliseconds next_{};
};

} // namespace resuelve::mongodb
