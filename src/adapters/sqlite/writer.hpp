#pragma once

#include "adapters/sqlite/connection.hpp"
#include "platform/async/blocking_pool.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace resuelve::sqlite {

struct WriterLimits {
    std::size_t max_waiting = 4096; ///< commands; one more throws QueueFull
    std::size_t max_batch = 256;    ///< commands in one transaction
    int checkpoint_pages = 8000;    ///< of WAL (32 MiB), after which it is copied into the database
    int restart_pages = 20000;      ///< of WAL (80 MiB), after which readers are waited for, so that it starts anew
    std::chrono::milliseconds idle{1000}; ///< without work, after which the WAL is emptied
};

/// The one thread that changes a database: all waiting commands in one transaction, one fsync, then all their callers
/// resume. Nobody else commits or checkpoints (reliability.md §0.1).
class Writer {
public:
    /// One command. run() may throw: then only its own changes are undone and only its caller is told. When another one
    /// of its batch throws, it is undone too and run again: it must leave what it was given as it is.
    class Job {
    public:
        virtual void run(Connection& connection) = 0;
        virtual ~Job() = default;

        std::exception_ptr error; ///< why nothing of it was stored
    };
    /// Work between batches, in steps of few milliseconds; true when it is finished. May throw: then it is over.
    using Step = std::move_only_function<bool(Connection&)>;

    Writer(std::unique_ptr<Connection> connection, WriterLimits limits);
    /// Carries out everything that waits, empties the WAL, closes.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Returns when the job was committed durably, or with job.error set. Throws QueueFull.
    awaitable<void> commit(Job& job);
    /// Returns when `step` said that it is finished; throws what it threw. It begins its own transactions.
    awaitable<void> run_between_batches(Step step);
    /// Copies the WAL into the database and cuts it to nothing, so that no old page is left in it.
    /// Throws Problem::unavailable if readers stand in the way for long.
    awaitable<void> truncate_wal();

    /// What commands put off, so that many share its cost: `write` is called after a batch's last command, before the
    /// commit, or after each command while they have savepoints; `forget` when what was put off since then is undone.
    struct PutOff {
        std::function<void(Connection&)> write;
        std::function<void()> forget;
    };
    /// Add before the first command.
    void put_off(PutOff work);

    /// Called on the writer's thread after each commit. Add before the first command.
    void on_commit(std::function<void()> listener);
    /// The same after a commit that failed as a whole.
    void on_rollback(std::function<void()> listener);
    /// False after an I/O error: no more writes until the process starts anew (promise 3).
    bool is_healthy() const { return healthy_; }
    std::size_t waiting() const { return waiting_; }

private:
    struct Caller {
        boost::asio::any_io_executor executor;
        boost::asio::executor_work_guard<boost::asio::any_io_executor> keep_alive;
        std::move_only_function<void()> resume;
    };
    struct Queued {
        Job* job;
        Caller caller;
    };
    struct Background {
        Step step;
        std::exception_ptr* error;
        Caller caller;
    };

    void work();
    bool wait_for_work(std::unique_lock<std::mutex>& lock);
    void carry_out(std::vector<Queued>& batch);
    bool run_all(std::vector<Queued>& batch);
    void run_each_in_savepoint(std::vector<Queued>& batch);
    void run_in_savepoint(Job& job);
    void refuse_ended_transaction() const;
    void write_what_was_put_off();
    void forget_what_was_put_off();
    void fail_all(std::vector<Queued>& batch, std::exception_ptr error);
    void step_background();
    void notice(std::exception_ptr error);
    void checkpoint_if_large();
    bool empty_wal();
    static void resume(std::vector<Caller> callers);

    std::unique_ptr<Connection> connection_;
    WriterLimits limits_;
    std::vector<PutOff> put_off_;
    std::vector<std::function<void()>> commit_listeners_;
    std::vector<std::function<void()>> rollback_listeners_;
    std::atomic<bool> healthy_ = true;
    std::atomic<std::size_t> waiting_ = 0;
    // Of the writer's thread:
    int wal_pages_ = 0;         ///< as of the last commit
    int checkpoint_at_ = 0;     ///< pages of WAL at which to copy next
    bool wal_is_empty_ = false; ///< as far as it knows
    int careful_batches_ = 0;   ///< so many next ones get savepoints at once, because one had a failing command

    std::mutex mutex_;
    std::condition_variable work_arrived_;
    std::deque<Queued> queue_;
    std::deque<Background> background_;
    bool stopping_ = false;
    std::thread thread_; ///< last: it uses all of the above
};

} // namespace resuelve::sqlite
