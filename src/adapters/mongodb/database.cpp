#include "adapters/mongodb/database.hpp"

#include "platform/http/problem.hpp"
#include "platform/log/log.hpp"

#include <fmt/format.h>
#include <mongoc/mongoc.h>

namespace resuelve::mongodb {
namespace {

void write_log(mongoc_log_level_t level, const char* domain, const char* message, void*) {
    // A conflict has aborted the transaction already: ordinary.
    if (std::string_view{message}.starts_with("Error in abortTransaction")) return;
    if (level <= MONGOC_LOG_LEVEL_WARNING)
        log::warning("the MongoDB driver says", {{"part", domain}, {"message", message}});
}

/// The driver's own state, for as long as the process lives.
void start_driver() {
    struct Driver {
        Driver() {
            mongoc_log_set_handler(write_log, nullptr);
            mongoc_init();
        }
        ~Driver() { mongoc_cleanup(); }
    };
    static const Driver driver;
}

[[noreturn]] void refuse(const Error& error, const Uri& uri, const std::string& database) {
    if (error.kind() == Error::Kind::refused)
        throw StoreRefused{fmt::format("MongoDB at {} refuses the user or the password for the database {}: {}",
                                       uri.hosts(), database, error.what()),
                           StoreRefused::rights};
    throw StoreRefused{fmt::format("No primary of a MongoDB replica set answers at {} within {} s: {}", uri.hosts(),
                                   limits::selection.count() / 1000, error.what()),
                       StoreRefused::unreachable};
}

} // namespace

void Database::Servers::DestroyPool::operator()(_mongoc_client_pool_t* pool_to_end) const {
    mongoc_client_pool_destroy(pool_to_end);
}

Database::Database(Options options) :
    options_{std::move(options)}, servers_{std::make_shared<Servers>()},
    threads_{"mongodb " + options_.database, options_.connections, options_.connections + options_.waiting} {
    start_driver();
    const Uri uri{options_};
    servers_->pool.reset(mongoc_client_pool_new(uri.get()));
    if (!servers_->pool)
        throw StoreRefused{"The MongoDB address asks for what this driver cannot do (TLS?).", StoreRefused::settings};
    mongoc_client_pool_set_error_api(servers_->pool.get(), MONGOC_ERROR_API_VERSION_2);
    require_usable(uri);
}

Database::Database(const Database& other, Options options) :
    options_{std::move(options)}, servers_{other.servers_},
    threads_{"mongodb " + options_.database, options_.connections, options_.connections + options_.waiting} {}

Database::~Database() = default;

void Database::require_usable(const Uri& uri) {
    Taken connection{*this};
    try {
        const auto hello = connection->command({{"hello", 1}});
        // The rights of the user are only asked when something is read.
        connection->find_one("schema", {.filter = {{"_id", "schema"}}});
        if (hello["maxWireVersion"].integer() < limits::oldest_wire_version) {
            const auto version = connection->command({{"buildInfo", 1}});
            throw StoreRefused{fmt::format("MongoDB at {} is version {}; Resuelve needs 6.0 or later.", uri.hosts(),
                                           version["version"].text())};
        }
        if (hello["setName"].is_null())
            throw StoreRefused{fmt::format("MongoDB at {} is no member of a replica set, which Resuelve needs for "
                                           "majority writes and transactions: start it with --replSet and run "
                                           "rs.initiate().",
                                           uri.hosts())};
    } catch (const Error& error) {
        refuse(error, uri, options_.database);
    }
}

void Database::migrate(std::span<const Migration> migrations) {
    Taken connection{*this};
    try {
        mongodb::migrate(*connection, migrations);
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::refused) throw;
        throw StoreRefused{fmt::format("The user for the MongoDB database {} may not create collections and indexes: "
                                       "run `resuelve admin migrate` as one who may (roles readWrite and dbAdmin). {}",
                                       options_.database, error.what()),
                           StoreRefused::rights};
    }
}

void Database::require_migrated(std::span<const Migration> migrations) {
    Taken connection{*this};
    mongodb::require_migrated(*connection, migrations);
}

awaitable<void> Database::confirm_reads() {
    return write([](Connection& connection) { connection.confirm_primary(); });
}

awaitable<bool> Database::is_ready() {
    try {
        co_await write([](Connection& connection) {
            connection.require_primary();
            connection.command({{"ping", 1}});
        });
        co_return true;
    } catch (const std::exception&) {
        co_return false; // /readyz names the part; why it is away is in the driver's log lines
    }
}

void Database::admit(Breaker& breaker) {
    if (breaker.admits(std::chrono::steady_clock::now())) return;
    throw Problem{Problem::unavailable, "The database is not available."}.retry_after(std::chrono::seconds{2});
}

void Database::abandon_transaction(Connection& connection) {
    auto session = connection.abandon_transaction();
    const std::lock_guard lock{servers_->mutex};
    if (servers_->abandoned.size() == limits::abandoned) servers_->abandoned.pop_front();
    servers_->abandoned.push_back(std::move(session));
    servers_->any_abandoned = true;
}

/// By the first who writes: if the server is still silent, so it would be to the write.
void Database::end_abandoned(Connection& connection) {
    if (!servers_->any_abandoned) return;
    std::vector<Document> sessions;
    {
        const std::lock_guard lock{servers_->mutex};
        sessions.assign(servers_->abandoned.begin(), servers_->abandoned.end());
    }
    try {
        connection.end_sessions(sessions);
    } catch (const Error& error) {
        if (error.is_silence() || error.kind() == Error::Kind::interrupted) throw;
        log::warning("transactions could not be ended", {{"database", options_.database}, {"error", error.what()}});
    }
    const std::lock_guard lock{servers_->mutex};
    std::erase_if(servers_->abandoned, [&](const Document& session) {
        return std::ranges::any_of(sessions,
                                   [&](const Document& ended) { return bson_equal(ended.get(), session.get()); });
    });
    servers_->any_abandoned = !servers_->abandoned.empty();
}

std::unique_ptr<Connection> Database::take() {
    std::unique_ptr<Connection> connection;
    {
        const std::lock_guard lock{servers_->mutex};
        if (!servers_->idle.empty()) {
            connection = std::move(servers_->idle.back());
            servers_->idle.pop_back();
        }
    }
    if (!connection) connection = std::make_unique<Connection>(servers_->pool.get(), options_.database);
    connection->change_database(options_.database);
    connection->read_from_primary();
    connection->begin_work();
    return connection;
}

void Database::give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock{servers_->mutex};
    servers_->idle.push_back(std::move(connection));
}

} // namespace resuelve::mongodb
