#pragma once

#include "adapters/sqlite/connection.hpp"
#include "platform/async/blocking_pool.hpp"

#include <mutex>
#include <vector>

namespace resuelve::sqlite {

struct ReaderLimits {
    std::size_t threads = 2;
    std::size_t max_waiting = 1024;              ///< reads; one more throws QueueFull
    std::chrono::milliseconds longest_read{250}; ///< then it is interrupted: nobody may keep the WAL from shrinking
};

/// Reading connections to one database: some for a pool of threads, one for each thread that asks for it.
class Readers {
public:
    Readers(std::filesystem::path file, void (*prepare)(Connection&), ReaderLimits limits);

    template <class Work>
    awaitable<std::invoke_result_t<Work&, Connection&>> run(Work work) {
        co_return co_await pool_.run([this, &work] {
            return with_problems([&] {
                auto& connection = of_this_thread();
                const Deadline deadline{connection, limits_.longest_read};
                const Snapshot snapshot{connection};
                return work(connection);
            });
        });
    }

    template <class Work>
    std::invoke_result_t<Work&, Connection&> run_now(Work&& work) {
        return with_problems([&] {
            auto& connection = of_this_thread();
            const Deadline deadline{connection, limits_.longest_read};
            return work(connection);
        });
    }

    std::size_t waiting() const { return pool_.waiting(); }

private:
    class Deadline {
    public:
        Deadline(Connection& connection, std::chrono::milliseconds limit) : connection_{connection} {
            connection_.set_deadline(std::chrono::steady_clock::now() + limit);
        }
        ~Deadline() { connection_.lift_deadline(); }
        Deadline(const Deadline&) = delete;
        Deadline& operator=(const Deadline&) = delete;

    private:
        Connection& connection_;
    };

    /// A read transaction: what is committed meanwhile is not seen.
    class Snapshot {
    public:
        explicit Snapshot(Connection& connection);
        ~Snapshot();
        Snapshot(const Snapshot&) = delete;
        Snapshot& operator=(const Snapshot&) = delete;

    private:
        Connection& connection_;
    };

    template <class Work>
    static auto with_problems(Work&& work) {
        try {
            return work();
        } catch (const Error&) {
            std::rethrow_exception(as_problem(std::current_exception()));
        }
    }

    Connection& of_this_thread();

    const std::filesystem::path file_;
    void (*const prepare_)(Connection&);
    const ReaderLimits limits_;
    const std::uint64_t serial_; ///< of this object; never used again, so a thread never takes another's connection
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> connections_;
    BlockingPool pool_; ///< last: its threads use the connections
};

} // namespace resuelve::sqlite
