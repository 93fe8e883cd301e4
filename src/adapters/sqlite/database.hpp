#pragma once

#include "adapters/sqlite/migration.hpp"
#include "adapters/sqlite/readers.hpp"
#include "adapters/sqlite/writer.hpp"

namespace resuelve::sqlite {

struct Options {
    /// Called for each connection after it was opened, e.g. to register a tokenizer.
    void (*prepare)(Connection&) = nullptr;
    WriterLimits writer{};
    ReaderLimits readers{};
};

/// One store file: WAL, synchronous=FULL, one writing thread with group commit, reading connections beside it.
/// A second Database, here or in another process, is refused while this one lives.
class Database {
public:
    /// Opens or creates `file` and migrates it. Throws StoreRefused, with a message for the operator, or Error.
    Database(std::filesystem::path file, std::span<const Migration> migrations, Options options = {});
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs `work(Connection&)` on the writer's thread within a group commit and comes back when that is durable.
    /// If it throws, nothing of it is stored and the exception comes back. It may run twice, because another command of
    /// the commit failed: it leaves what it was given as it is. Throws Problem::storage_full or
    /// unavailable if the commit failed, QueueFull if too much waits.
    template <class Work>
    awaitable<std::invoke_result_t<Work&, Connection&>> write(Work work) {
        WriteJob<Work> job{std::move(work)};
        co_await writer_->commit(job);
        if (job.error) std::rethrow_exception(job.error);
        if constexpr (!std::is_void_v<std::invoke_result_t<Work&, Connection&>>) co_return std::move(*job.result);
    }

    /// Runs `work(Connection&)` on a reading connection, off the event loop; all its statements see one snapshot.
    /// Throws Problem::overloaded after 250 ms, QueueFull if too much waits.
    template <class Work>
    awaitable<std::invoke_result_t<Work&, Connection&>> read(Work work) {
        co_return co_await readers_->run(std::move(work));
    }

    /// Runs `work(Connection&)` at once on a reading connection of the calling thread. Only for look-ups of a row or
    /// few by a key, which take microseconds, less than a thread hop: it blocks the event loop.
    template <class Work>
    std::invoke_result_t<Work&, Connection&> read_now(Work&& work) {
        return readers_->run_now(std::forward<Work>(work));
    }

    /// A consistent copy in a new file, made between the batches without holding them up; durable when it returns.
    awaitable<void> backup_to(std::filesystem::path file);
    /// Work on the writer between batches, step by step: see Writer::Step.
    awaitable<void> run_between_batches(Writer::Step step) { return writer_->run_between_batches(std::move(step)); }
    /// Empties the WAL, so that nothing that was erased is left in it.
    awaitable<void> truncate_wal() { return writer_->truncate_wal(); }

    /// See Writer::PutOff.
    void put_off(Writer::PutOff work) { writer_->put_off(std::move(work)); }
    /// `listener` runs on the writer's thread after each commit. Add it before the first command.
    void on_commit(std::function<void()> listener) { writer_->on_commit(std::move(listener)); }
    /// The same after a commit that failed as a whole.
    void on_rollback(std::function<void()> listener) { writer_->on_rollback(std::move(listener)); }
    /// For /readyz: false after an I/O error, when only reading goes on.
    bool is_healthy() const { return writer_->is_healthy(); }
    std::size_t waiting_writes() const { return writer_->waiting(); }
    std::size_t waiting_reads() const { return readers_->waiting(); }
    const std::filesystem::path& file() const { return file_; }

private:
    template <class Work>
    struct WriteJob final : Writer::Job {
        using Result = std::invoke_result_t<Work&, Connection&>;
        explicit WriteJob(Work&& to_do) : work{std::move(to_do)} {}
        void run(Connection& connection) override {
            if constexpr (std::is_void_v<Result>)
                work(connection);
            else
                result.emplace(work(connection));
        }
        Work work;
        std::optional<std::conditional_t<std::is_void_v<Result>, std::monostate, Result>> result;
    };

    /// Closed last.
    class Lock {
    public:
        explicit Lock(const std::filesystem::path& file);
        ~Lock();
        Lock(const Lock&) = delete;
        Lock& operator=(const Lock&) = delete;

    private:
        int descriptor_;
    };

    std::filesystem::path file_;
    std::unique_ptr<Lock> lock_;
    std::unique_ptr<Writer> writer_; ///< closes after the readers, so that it can remove the WAL
    std::unique_ptr<Readers> readers_;
};

} // namespace resuelve::sqlite
