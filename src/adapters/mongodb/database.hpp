#pragma once

#include "adapters/mongodb/breaker.hpp"
#include "adapters/mongodb/connection.hpp"
#include "adapters/mongodb/migration.hpp"
#include "adapters/mongodb/options.hpp"
#include "platform/async/blocking_pool.hpp"

#include <atomic>
#include <deque>
#include <mutex>

namespace resuelve::mongodb {

/// One database of a replica set: a bounded pool of connections and as many threads, because the driver blocks. Every
/// `work` runs on one of those threads, so it may not refer to what its caller may lose while it waits.
///
/// What read(), write() and transaction() throw: what `work` throws, with Errors turned into Problems: unavailable
/// (with Retry-After) while there is no primary, or if it is not known whether a write was done; overloaded for a
/// statement that took too long; storage_full. QueueFull if too much waits. A duplicate key or a failed validator that
/// `work` does not catch stays an Error: a bug.
class Database {
public:
    /// Looks for the servers. Throws StoreRefused, with a message for the operator, if the address is wrong, nobody
    /// answers, the credentials are refused, there is no replica set, or the server is older than MongoDB 6.0.
    /// Blocks for up to three seconds: for the start of a process.
    explicit Database(Options options);
    /// Another database of the same servers for the same user, with the other's connections: it has to have enough for
    /// both.
    Database(const Database& other, Options options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const std::string& name() const { return options_.database; }

    /// Blocking, at the start: see migration.hpp.
    void migrate(std::span<const Migration> migrations);
    void require_migrated(std::span<const Migration> migrations);

    /// Runs `work(Connection&)`, which only reads; it runs again if the connection breaks. What is read was written by
    /// a majority; while there is no primary it may be behind, and stale_reads() has grown by then.
    template <class Work>
    awaitable<std::invoke_result_t<Work&, Connection&>> read(Work work) {
        return on_thread([this, work = std::move(work)]() mutable { return reading(work); });
    }

    /// Runs `work(Connection&)` once. Each write of a single document in it happens at most once, whatever breaks.
    template <class Work>
    awaitable<std::invoke_result_t<Work&, Connection&>> write(Work work) {
        return on_thread([this, work = std::move(work)]() mutable { return writing(work); });
    }

    /// Runs `work(Connection&)` within a transaction on a snapshot, and again, from the beginning, if another one was
    /// first or the primary goes away: it leaves what it was given as it is.
    template <class Work>
    awaitable<std::invoke_result_t<Work&, Connection&>> transaction(Work work) {
        return on_thread([this, work = std::move(work)]() mutable { return in_transaction(work); });
    }

    /// The same, but one at a time in this process: for transactions that all write one document. They would only take
    /// turns at being begun again.
    template <class Work>
    awaitable<std::invoke_result_t<Work&, Connection&>> transaction_in_turn(Work work) {
        return on_thread([this, work = std::move(work)]() mutable {
            const std::lock_guard turn{turn_};
            return in_transaction(work);
        });
    }

    /// How often a secondary answered a read since the start.
    std::size_t stale_reads() const { return stale_reads_; }
    /// Returns once it is sure that what the primary answered before was the newest that was acknowledged anywhere: a
    /// former primary that has not noticed yet could answer too. Throws Problem::unavailable if it is not.
    awaitable<void> confirm_reads();

    /// For /readyz: whether there is a primary that answers.
    awaitable<bool> is_ready();
    std::size_t waiting() const { return threads_.waiting(); }

private:
    /// A connection while a thread has it.
    class Taken {
    public:
        explicit Taken(Database& database) : database_{database}, connection_{database.take()} {}
        ~Taken() { database_.give_back(std::move(connection_)); }
        Taken(const Taken&) = delete;
        Taken& operator=(const Taken&) = delete;
        Connection& operator*() { return *connection_; }
        Connection* operator->() { return connection_.get(); }

    private:
        Database& database_;
        std::unique_ptr<Connection> connection_;
    };

    /// The driver's pool and what was taken out of it. A connection is never given back, since its numbers would then
    /// be unknown to the next one.
    struct Servers {
        struct DestroyPool {
            void operator()(_mongoc_client_pool_t* pool) const;
        };
        std::unique_ptr<_mongoc_client_pool_t, DestroyPool> pool;
        std::mutex mutex;
        std::vector<std::unique_ptr<Connection>> idle; ///< never more than there are threads; under `mutex`
        /// Sessions of transactions whose server fell silent, at most limits::abandoned. What they wrote to stays
        /// locked until they are ended, or for a minute; under `mutex`.
        std::deque<Document> abandoned;
        std::atomic<bool> any_abandoned = false;
    };

    /// The pool's coroutine owns `work`, so that it lives until a thread has done it.
    template <class Work>
    awaitable<std::invoke_result_t<Work&>> on_thread(Work work) {
        return threads_.run([work = std::move(work)]() mutable {
            try {
                return work();
            } catch (...) {
                std::rethrow_exception(as_problem(std::current_exception()));
            }
        });
    }

    template <class Work>
    auto reading(Work& work) {
        Taken connection{*this};
        for (Pauses pauses;; pauses.wait()) {
            admit(reads_);
            try {
                return counted(reads_, [&] {
                    if (!connection->read_where_possible()) ++stale_reads_;
                    return work(*connection);
                });
            } catch (const Error& error) {
                if (error.kind() != Error::Kind::interrupted || !connection->may_try_again()) throw;
            }
        }
    }

    template <class Work>
    auto writing(Work& work) {
        Taken connection{*this};
        admit(writes_);
        return counted(writes_, [&] {
            end_abandoned(*connection);
            return work(*connection);
        });
    }

    template <class Work>
    auto in_transaction(Work& work) {
        Taken connection{*this};
        for (Pauses pauses;; pauses.wait()) {
            admit(writes_);
            try {
                return counted(writes_, [&] {
                    end_abandoned(*connection);
                    return committed(*connection, work);
                });
            } catch (const Error& error) {
                const bool again = error.kind() == Error::Kind::conflict || error.kind() == Error::Kind::interrupted;
                if (!again || !connection->may_try_again()) throw;
            }
        }
    }

    template <class Work>
    auto committed(Connection& connection, Work& work) {
        connection.begin_transaction();
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Work&, Connection&>>) {
                work(connection);
                connection.commit_transaction();
            } else {
                auto result = work(connection);
                connection.commit_transaction();
                return result;
            }
        } catch (const Error& error) {
            error.is_silence() ? abandon_transaction(connection) : connection.abort_transaction();
            throw;
        } catch (...) {
            connection.abort_transaction();
            throw;
        }
    }

    /// Throws Problem::unavailable at once while the servers are known to be away.
    static void admit(Breaker& breaker);

    /// Tells the breaker how it went.
    template <class Work>
    static auto counted(Breaker& breaker, Work work) {
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Work&>>) {
                work();
                breaker.succeeded();
            } else {
                auto result = work();
                breaker.succeeded();
                return result;
            }
        } catch (const Error& error) {
            if (error.kind() == Error::Kind::unreachable)
                breaker.failed(std::chrono::steady_clock::now());
            else
                breaker.succeeded();
            throw;
        } catch (...) {
            breaker.succeeded(); // a refusal of the domain's: the servers answered
            throw;
        }
    }

    void abandon_transaction(Connection& connection);
    void end_abandoned(Connection& connection);
    void require_usable(const Uri& uri);
    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection);

    Options options_;
    std::shared_ptr<Servers> servers_; ///< shared by databases that are reached alike
    std::mutex turn_;                  ///< of transaction_in_turn()
    std::atomic<std::size_t> stale_reads_ = 0;
    Breaker reads_{limits::breaker_pause};
    Breaker writes_{limits::breaker_pause};
    BlockingPool threads_; ///< ends first
};

} // namespace resuelve::mongodb
