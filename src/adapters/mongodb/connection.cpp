#include "adapters/mongodb/connection.hpp"

#include "adapters/mongodb/limits.hpp"

#include <fmt/format.h>
#include <mongoc/mongoc.h>

#include <algorithm>
#include <thread>

namespace resuelve::mongodb {
namespace {

struct Destroy {
    void operator()(mongoc_collection_t* collection) const { mongoc_collection_destroy(collection); }
    void operator()(mongoc_cursor_t* cursor) const { mongoc_cursor_destroy(cursor); }
    void operator()(mongoc_read_prefs_t* preferences) const { mongoc_read_prefs_destroy(preferences); }
    void operator()(mongoc_server_description_t* server) const { mongoc_server_description_destroy(server); }
    void operator()(mongoc_session_opt_t* options) const { mongoc_session_opts_destroy(options); }
    void operator()(mongoc_transaction_opt_t* options) const { mongoc_transaction_opts_destroy(options); }
    void operator()(mongoc_read_concern_t* concern) const { mongoc_read_concern_destroy(concern); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroy>;

/// A document that the driver fills and that is destroyed whatever happens.
class Reply {
public:
    Reply() { bson_init(&reply_); }
    ~Reply() { bson_destroy(&reply_); }
    Reply(const Reply&) = delete;
    Reply& operator=(const Reply&) = delete;

    /// For a call that initialises it itself.
    bson_t* fresh() {
        bson_destroy(&reply_);
        return &reply_;
    }
    const bson_t* get() const { return &reply_; }
    Document copy() const { return Document{View{bson_get_data(&reply_), reply_.len}}; }

private:
    bson_t reply_;
};

Owned<mongoc_collection_t> collection_of(mongoc_client_t* client, const std::string& database,
                                         std::string_view collection) {
    return Owned<mongoc_collection_t>{
        mongoc_client_get_collection(client, database.c_str(), std::string{collection}.c_str())};
}

/// Reads go on from secondaries while there is no primary (reliability.md §5). Where a primary is known it is asked as
/// one: it refuses when it has stepped down, where a preference would be content with what it has.
const mongoc_read_prefs_t* preferring(bool primary_only) {
    static const Owned<mongoc_read_prefs_t> primary{mongoc_read_prefs_new(MONGOC_READ_PRIMARY)};
    static const Owned<mongoc_read_prefs_t> preferred{mongoc_read_prefs_new(MONGOC_READ_PRIMARY_PREFERRED)};
    return primary_only ? primary.get() : preferred.get();
}

constexpr std::int64_t statement_time = limits::statement.count();

} // namespace

void Connection::DestroySession::operator()(_mongoc_client_session_t* session) const {
    mongoc_client_session_destroy(session);
}

Connection::Connection(_mongoc_client_pool_t* pool, std::string database) :
    pool_{pool}, client_{mongoc_client_pool_pop(pool)}, database_{std::move(database)} {}

Connection::~Connection() {
    writing_.reset();
    transaction_.reset();
    mongoc_client_pool_push(pool_, client_);
}

Connection::Session Connection::new_session() {
    // Not causally consistent: all reads are of what a majority has, and writes wait for one.
    const Owned<mongoc_session_opt_t> options{mongoc_session_opts_new()};
    mongoc_session_opts_set_causal_consistency(options.get(), false);
    bson_error_t error{};
    Session session{mongoc_client_start_session(client_, options.get(), &error)};
    if (!session) throw Error{error, nullptr};
    return session;
}

Document Connection::options_with(_mongoc_client_session_t* session) {
    Document options;
    bson_error_t error{};
    if (session && !mongoc_client_session_append(session, options.get(), &error)) throw Error{error, nullptr};
    return options;
}

std::vector<Document> Connection::read_all(_mongoc_cursor_t* raw) {
    const Owned<mongoc_cursor_t> cursor{raw};
    std::vector<Document> found;
    const bson_t* next = nullptr;
    while (mongoc_cursor_next(cursor.get(), &next))
        found.emplace_back(View{bson_get_data(next), next->len});
    bson_error_t error{};
    const bson_t* reply = nullptr;
    if (mongoc_cursor_error_document(cursor.get(), &error, &reply)) throw Error{error, reply};
    return found;
}

std::vector<Document> Connection::find(std::string_view collection, const Query& query) {
    auto options = options_with(in_transaction_ ? transaction_.get() : nullptr);
    options.append("maxTimeMS", statement_time);
    if (!query.sort.empty()) options.append("sort", query.sort);
    if (!query.projection.empty()) options.append("projection", query.projection);
    if (query.limit > 0) options.append("limit", query.limit);
    if (!query.index.empty()) options.append("hint", query.index);
    const auto handle = collection_of(client_, database_, collection);
    return read_all(mongoc_collection_find_with_opts(handle.get(), query.filter.get(), options.get(),
                                                     preferring(!from_secondary_)));
}

std::optional<Document> Connection::find_one(std::string_view collection, Query query) {
    query.limit = 1;
    auto found = find(collection, query);
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<Document> Connection::aggregate(std::string_view collection, const Array& pipeline,
                                            std::string_view index) {
    auto options = options_with(in_transaction_ ? transaction_.get() : nullptr);
    options.append("maxTimeMS", statement_time);
    if (!index.empty()) options.append("hint", index);
    const auto handle = collection_of(client_, database_, collection);
    const Document wrapped{{"pipeline", pipeline}};
    return read_all(mongoc_collection_aggregate(handle.get(), MONGOC_QUERY_NONE, wrapped.get(), options.get(),
                                                preferring(!from_secondary_)));
}

std::int64_t Connection::count(std::string_view collection, const Document& filter, std::size_t at_most) {
    Array pipeline{Document{{"$match", filter}}};
    if (at_most > 0) pipeline.push(Document{{"$limit", at_most}});
    pipeline.push(Document{{"$count", "n"}});
    const auto counted = aggregate(collection, pipeline);
    return counted.empty() ? 0 : counted.front()["n"].integer();
}

Document Connection::send_write(const Document& command, const Document& options) {
    Reply reply;
    bson_error_t error{};
    const bool done = mongoc_client_write_command_with_opts(client_, database_.c_str(), command.get(), options.get(),
                                                            reply.fresh(), &error);
    auto answer = reply.copy();
    if (const auto errors = answer["writeErrors"].items(); !errors.empty()) {
        const Error refused{errors.front().document()};
        // What it was refused for no majority has (yet): nobody can read it there, and it may be undone.
        if (answer["writeConcernError"].is_null()) throw refused;
        throw Error{Error::Kind::unknown_commit, refused.code(), refused.what()};
    }
    if (!done) throw Error{error, reply.get()};
    return answer;
}

/// Of several attempts the last waits for what is left of the time, so that all together take hardly longer than one.
Document Connection::write_concern() const {
    using std::chrono::milliseconds;
    const auto spent = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began_);
    const auto wait = std::clamp(limits::majority - spent, limits::shortest_majority, limits::majority);
    return {{"w", "majority"}, {"j", true}, {"wtimeout", wait.count()}};
}

Document Connection::write(Document command, bool numbered) {
    if (in_transaction_) return send_write(command, options_with(transaction_.get()));
    command.append("maxTimeMS", statement_time);
    auto options = options_with(nullptr);
    if (numbered) {
        if (!writing_) {
            writing_ = new_session();
            // The driver may give a session that somebody numbered before: begin above all that was ever used.
            last_number_ = std::chrono::system_clock::now().time_since_epoch() / std::chrono::microseconds{1};
        }
        command.append("txnNumber", ++last_number_);
        options = options_with(writing_.get());
    }
    for (Pauses pauses;; pauses.wait()) {
        try {
            auto attempt = options;
            return send_write(command, attempt.append("writeConcern", write_concern()));
        } catch (const Error& error) {
            const bool again = error.kind() == Error::Kind::interrupted || error.kind() == Error::Kind::unknown_commit;
            if (!again || !may_try_again()) throw;
        }
    }
}

void Connection::insert(std::string_view collection, const Document& document) {
    write(Document{{"insert", collection}, {"documents", Array{document}}}, true);
}

void Connection::insert_missing(std::string_view collection, const std::vector<Document>& documents) {
    for (const auto& document : documents) {
        try {
            insert(collection, document);
        } catch (const Error& error) {
            if (!error.is_duplicate_key()) throw;
        }
    }
}

Updated Connection::update(std::string_view collection, const Document& filter, Value update, bool upsert, bool many) {
    const Document one{{"q", filter}, {"u", update}, {"upsert", upsert}, {"multi", many}};
    const auto answer = write(Document{{"update", collection}, {"updates", Array{one}}}, !many);
    const bool inserted = !answer["upserted"].items().empty();
    return {.matched = answer["n"].integer() - (inserted ? 1 : 0),
            .modified = answer["nModified"].integer(),
            .inserted = inserted};
}

Updated Connection::update_one(std::string_view collection, const Document& filter, Value update_with, bool upsert) {
    return update(collection, filter, update_with, upsert, false);
}

Updated Connection::update_many(std::string_view collection, const Document& filter, Value update_with) {
    return update(collection, filter, update_with, false, true);
}

void Connection::update_each(std::string_view collection, const std::vector<OneUpdate>& updates) {
    if (updates.empty()) return;
    Array all;
    for (const auto& one : updates)
        all.push(Document{{"q", one.filter}, {"u", one.update}, {"upsert", one.upsert}});
    write(Document{{"update", collection}, {"updates", all}}, false);
}

std::int64_t Connection::remove(std::string_view collection, const Document& filter, bool many) {
    const Document one{{"q", filter}, {"limit", many ? 0 : 1}};
    return write(Document{{"delete", collection}, {"deletes", Array{one}}}, !many)["n"].integer();
}

std::int64_t Connection::delete_one(std::string_view collection, const Document& filter) {
    return remove(collection, filter, false);
}

std::int64_t Connection::delete_many(std::string_view collection, const Document& filter) {
    return remove(collection, filter, true);
}

std::optional<Document> Connection::find_and_update(std::string_view collection, const Document& filter, Value update,
                                                    bool upsert) {
    const auto answer = write(
        Document{
            {"findAndModify", collection}, {"query", filter}, {"update", update}, {"upsert", upsert}, {"new", true}},
        true);
    const auto value = answer["value"];
    return value.is_null() ? std::nullopt : std::optional{Document{value.document()}};
}

Document Connection::read_command(const Document& command) {
    const auto options = options_with(in_transaction_ ? transaction_.get() : nullptr);
    Reply reply;
    bson_error_t error{};
    if (!mongoc_client_read_command_with_opts(client_, database_.c_str(), command.get(), preferring(!from_secondary_),
                                              options.get(), reply.fresh(), &error))
        throw Error{error, reply.get()};
    return reply.copy();
}

Document Connection::command(const Document& command, std::string_view on) {
    const auto name = on.empty() ? database_ : std::string{on};
    Reply reply;
    bson_error_t error{};
    if (!mongoc_client_command_simple(client_, name.c_str(), command.get(), preferring(true), reply.fresh(), &error))
        throw Error{error, reply.get()};
    return reply.copy();
}

void Connection::require_primary() {
    bson_error_t error{};
    const Owned<mongoc_server_description_t> primary{mongoc_client_select_server(client_, true, nullptr, &error)};
    if (!primary) throw Error{error, nullptr};
}

void Connection::confirm_primary() {
    // A linearizable read is answered once a majority has followed its server since it began.
    command({{"find", "schema"},
             {"filter", Document{{"_id", "schema"}}},
             {"limit", 1},
             {"singleBatch", true},
             {"readConcern", Document{{"level", "linearizable"}}},
             {"maxTimeMS", limits::confirmation.count()}});
}

bool Connection::read_where_possible() {
    bson_error_t error{};
    const Owned<mongoc_server_description_t> server{
        mongoc_client_select_server(client_, false, preferring(false), &error)};
    if (!server) throw Error{error, nullptr};
    from_secondary_ = std::string_view{mongoc_server_description_type(server.get())} == "RSSecondary";
    return !from_secondary_;
}

bool Connection::may_try_again() const {
    return std::chrono::steady_clock::now() < began_ + limits::last_attempt;
}

void Connection::begin_transaction() {
    read_from_primary();
    if (!transaction_) transaction_ = new_session();
    // Nothing is left to defaults (reliability.md §0.8).
    const Owned<mongoc_transaction_opt_t> options{mongoc_transaction_opts_new()};
    const Owned<mongoc_read_concern_t> snapshot{mongoc_read_concern_new()};
    mongoc_read_concern_set_level(snapshot.get(), MONGOC_READ_CONCERN_LEVEL_SNAPSHOT);
    mongoc_transaction_opts_set_read_concern(options.get(), snapshot.get());
    mongoc_transaction_opts_set_write_concern(options.get(), mongoc_client_get_write_concern(client_));
    mongoc_transaction_opts_set_read_prefs(options.get(), preferring(true));
    mongoc_transaction_opts_set_max_commit_time_ms(options.get(), statement_time);
    bson_error_t error{};
    if (!mongoc_client_session_start_transaction(transaction_.get(), options.get(), &error)) {
        transaction_.reset();
        throw Error{error, nullptr};
    }
    in_transaction_ = true;
}

void Connection::commit_transaction() {
    in_transaction_ = false;
    for (Pauses pauses;; pauses.wait()) {
        Reply reply;
        bson_error_t error{};
        if (mongoc_client_session_commit_transaction(transaction_.get(), reply.fresh(), &error)) return;
        const Error fault{error, reply.get()};
        if (fault.kind() != Error::Kind::unknown_commit || !may_try_again()) throw fault;
    }
}

void Connection::abort_transaction() {
    in_transaction_ = false;
    if (!mongoc_client_session_in_transaction(transaction_.get())) return;
    // The server forgets what it is not told of; a session that cannot tell it is not used again.
    bson_error_t error{};
    if (!mongoc_client_session_abort_transaction(transaction_.get(), &error)) transaction_.reset();
}

Document Connection::abandon_transaction() {
    in_transaction_ = false;
    const auto* session = mongoc_client_session_get_lsid(transaction_.get());
    Document abandoned{View{bson_get_data(session), session->len}};
    // Destroying the session alone would ask the server to abort.
    mongoc_client_reset(client_);
    transaction_.reset();
    writing_.reset();
    return abandoned;
}

void Connection::end_sessions(const std::vector<Document>& sessions) {
    command({{"killSessions", Array::of(sessions)}});
}

void Pauses::wait() {
    next_ = next_ == next_.zero() ? limits::first_pause : std::min(2 * next_, limits::longest_pause);
    std::this_thread::sleep_for(next_);
}

} // namespace resuelve::mongodb
