#include "adapters/sqlite/writer.hpp"

#include "platform/http/problem.hpp"

#include <sqlite3.h>

namespace resuelve::sqlite {
namespace {

/// Callers on one executor are woken together: a post costs about as much as a small command.
constexpr std::size_t wake_together = 16;

/// After a batch with a failing command the next ones are not tried without savepoints, so that somebody whose commands
/// always fail costs at most an eighth more.
constexpr int batches_with_savepoints = 8;

/// A read is interrupted after 250 ms, so a checkpoint that waits longer than this waits for something else.
constexpr int wait_for_readers_milliseconds = 400;
constexpr int truncate_attempts = 20;

template <class Handler>
auto executor_of(const Handler& handler) {
    return boost::asio::any_io_executor{boost::asio::get_associated_executor(handler)};
}

} // namespace

Writer::Writer(std::unique_ptr<Connection> connection, WriterLimits limits) :
    connection_{std::move(connection)}, limits_{limits}, checkpoint_at_{limits.checkpoint_pages} {
    const auto count_pages = [](void* pages, sqlite3*, const char*, int in_wal) {
        *static_cast<int*>(pages) = in_wal;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(connection_->raw(), count_pages, &wal_pages_);
    sqlite3_busy_timeout(connection_->raw(), wait_for_readers_milliseconds);
    thread_ = std::thread{[this] { work(); }};
}

Writer::~Writer() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    work_arrived_.notify_one();
    thread_.join();
}

void Writer::put_off(PutOff work) {
    const std::lock_guard lock{mutex_};
    put_off_.push_back(std::move(work));
}

void Writer::on_commit(std::function<void()> listener) {
    const std::lock_guard lock{mutex_};
    commit_listeners_.push_back(std::move(listener));
}

void Writer::on_rollback(std::function<void()> listener) {
    const std::lock_guard lock{mutex_};
    rollback_listeners_.push_back(std::move(listener));
}

awaitable<void> Writer::commit(Job& job) {
    if (++waiting_ > limits_.max_waiting) {
        --waiting_;
        throw QueueFull{"the store's writer"};
    }
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void()>(
        [this, &job](auto handler) {
            auto executor = executor_of(handler);
            auto keep_alive = boost::asio::make_work_guard(executor);
            bool was_empty = false;
            {
                const std::lock_guard lock{mutex_};
                was_empty = queue_.empty();
                queue_.push_back({&job, {std::move(executor), std::move(keep_alive), std::move(handler)}});
            }
            if (was_empty) work_arrived_.notify_one();
        },
        use_awaitable);
}

awaitable<void> Writer::run_between_batches(Step step) {
    std::exception_ptr error;
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void()>(
        [this, &step, &error](auto handler) {
            auto executor = executor_of(handler);
            auto keep_alive = boost::asio::make_work_guard(executor);
            {
                const std::lock_guard lock{mutex_};
                background_.push_back(
                    {std::move(step), &error, {std::move(executor), std::move(keep_alive), std::move(handler)}});
            }
            work_arrived_.notify_one();
        },
        use_awaitable);
    if (error) std::rethrow_exception(error);
}

/// False when it is time to go.
bool Writer::wait_for_work(std::unique_lock<std::mutex>& lock) {
    const auto has_work = [this] { return stopping_ || !queue_.empty() || !background_.empty(); };
    while (!has_work() && !wal_is_empty_ && healthy_ && !work_arrived_.wait_for(lock, limits_.idle, has_work)) {
        lock.unlock();
        empty_wal();
        lock.lock();
    }
    work_arrived_.wait(lock, has_work);
    return !queue_.empty() || !background_.empty() || !stopping_;
}

void Writer::work() {
    std::vector<Queued> batch;
    std::unique_lock lock{mutex_};
    while (wait_for_work(lock)) {
        const auto size = std::min(queue_.size(), limits_.max_batch);
        for (std::size_t i = 0; i < size; ++i) {
            batch.push_back(std::move(queue_.front()));
            queue_.pop_front();
        }
        lock.unlock();
        if (!batch.empty()) carry_out(batch);
        batch.clear();
        step_background();
        checkpoint_if_large();
        lock.lock();
    }
    lock.unlock();
    empty_wal();
}

void Writer::refuse_ended_transaction() const {
    if (!connection_->in_transaction()) throw std::logic_error{"a command ended the transaction that it shares"};
}

void Writer::write_what_was_put_off() {
    for (const auto& work : put_off_)
        work.write(*connection_);
}

void Writer::forget_what_was_put_off() {
    for (const auto& work : put_off_)
        work.forget();
}

void Writer::run_in_savepoint(Job& job) {
    connection_->prepare("SAVEPOINT command").run();
    try {
        job.run(*connection_);
        write_what_was_put_off();
    } catch (...) {
        job.error = std::current_exception();
        forget_what_was_put_off();
    }
    // After some errors (no room, I/O) SQLite has already rolled back everything.
    if (!connection_->in_transaction()) {
        if (job.error) std::rethrow_exception(job.error);
        refuse_ended_transaction();
    }
    if (job.error) {
        notice(job.error);
        job.error = as_problem(job.error);
        connection_->prepare("ROLLBACK TO command").run();
    }
    connection_->prepare("RELEASE command").run();
}

/// Runs the commands without savepoints, which cost a sixth of an opening. False if one failed: then all are undone.
bool Writer::run_all(std::vector<Queued>& batch) {
    try {
        for (auto& queued : batch) {
            queued.job->run(*connection_);
            refuse_ended_transaction();
        }
        write_what_was_put_off();
        return true;
    } catch (...) {
        forget_what_was_put_off();
        notice(std::current_exception());
        if (!healthy_) throw;
    }
    if (connection_->in_transaction()) connection_->prepare("ROLLBACK").run();
    careful_batches_ = batches_with_savepoints;
    return false;
}

void Writer::run_each_in_savepoint(std::vector<Queued>& batch) {
    for (auto& queued : batch)
        run_in_savepoint(*queued.job);
}

void Writer::carry_out(std::vector<Queued>& batch) {
    try {
        if (!healthy_)
            throw Problem{Problem::unavailable,
                          "The store met an I/O error and takes no changes until it is restarted."};
        connection_->prepare("BEGIN IMMEDIATE").run();
        if (careful_batches_ > 0) {
            --careful_batches_;
            run_each_in_savepoint(batch);
        } else if (!run_all(batch)) {
            connection_->prepare("BEGIN IMMEDIATE").run();
            run_each_in_savepoint(batch);
        }
        connection_->prepare("COMMIT").run();
        wal_is_empty_ = false;
        for (const auto& listener : commit_listeners_)
            listener();
    } catch (...) {
        fail_all(batch, std::current_exception());
    }
    std::vector<Caller> callers;
    callers.reserve(batch.size());
    for (auto& queued : batch)
        callers.push_back(std::move(queued.caller));
    waiting_ -= batch.size();
    resume(std::move(callers));
}

/// Nothing of the batch is stored, so nobody may think so.
void Writer::fail_all(std::vector<Queued>& batch, std::exception_ptr error) {
    notice(error);
    try {
        if (connection_->in_transaction()) connection_->prepare("ROLLBACK").run();
    } catch (...) {
        // A connection that cannot even roll back is not used again.
        healthy_ = false;
    }
    for (const auto& listener : rollback_listeners_)
        listener();
    for (auto& queued : batch)
        queued.job->error = as_problem(error);
}

/// After a failed fsync the page cache may claim what the disk does not have: going on would build on sand.
void Writer::notice(std::exception_ptr error) {
    try {
        std::rethrow_exception(error);
    } catch (const Error& e) {
        if (e.is_damage()) healthy_ = false;
    } catch (...) {
        // Not the database's matter.
    }
}

void Writer::step_background() {
    std::unique_lock lock{mutex_};
    if (background_.empty()) return;
    auto current = std::move(background_.front());
    background_.pop_front();
    lock.unlock();
    bool finished = true;
    try {
        if (!healthy_) throw Problem{Problem::unavailable};
        wal_is_empty_ = false;
        finished = current.step(*connection_);
    } catch (...) {
        notice(std::current_exception());
        *current.error = as_problem(std::current_exception());
        try {
            if (connection_->in_transaction()) connection_->prepare("ROLLBACK").run();
        } catch (...) {
            healthy_ = false;
        }
    }
    if (finished) {
        current.step = nullptr;
        std::vector<Caller> callers;
        callers.push_back(std::move(current.caller));
        resume(std::move(callers));
    } else {
        lock.lock();
        background_.push_back(std::move(current));
    }
}

/// Copies committed pages into the database. A reader that stays can keep the WAL from starting anew, so past a second
/// limit the readers of the moment are waited for.
void Writer::checkpoint_if_large() {
    if (!healthy_ || wal_pages_ < checkpoint_at_) {
        if (wal_pages_ < limits_.checkpoint_pages) checkpoint_at_ = limits_.checkpoint_pages;
        return;
    }
    const int mode = wal_pages_ < limits_.restart_pages ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART;
    const int code = sqlite3_wal_checkpoint_v2(connection_->raw(), nullptr, mode, nullptr, nullptr);
    checkpoint_at_ = wal_pages_ + limits_.checkpoint_pages;
    if (code != SQLITE_OK && code != SQLITE_BUSY && Error{sqlite3_extended_errcode(connection_->raw()), {}}.is_damage())
        healthy_ = false;
}

/// False if somebody reads from the WAL.
bool Writer::empty_wal() {
    if (!healthy_) return false;
    const int code =
        sqlite3_wal_checkpoint_v2(connection_->raw(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK && code != SQLITE_BUSY && Error{sqlite3_extended_errcode(connection_->raw()), {}}.is_damage())
        healthy_ = false;
    wal_is_empty_ = code == SQLITE_OK;
    if (wal_is_empty_) wal_pages_ = 0;
    return wal_is_empty_;
}

awaitable<void> Writer::truncate_wal() {
    co_await run_between_batches([this, attempts = 0](Connection&) mutable {
        if (empty_wal()) return true;
        if (++attempts == truncate_attempts) throw Problem{Problem::unavailable, "Readers hold on to the store's log."};
        return false;
    });
}

void Writer::resume(std::vector<Caller> callers) {
    for (std::size_t i = 0; i < callers.size();) {
        std::vector<Caller> together;
        const auto executor = callers[i].executor;
        while (i < callers.size() && together.size() < wake_together && callers[i].executor == executor)
            together.push_back(std::move(callers[i++]));
        boost::asio::post(executor, [together = std::move(together)]() mutable {
            for (auto& caller : together)
                std::exchange(caller.resume, nullptr)();
        });
    }
}

} // namespace resuelve::sqlite
