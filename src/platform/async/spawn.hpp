#pragma once

#include "platform/async/awaitable.hpp"
#include "platform/log/log.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>

namespace resuelve {

/// The one place where coroutines are let go. What they throw is logged with their name; they are counted, can be
/// cancelled, and are waited for at shutdown. Safe to use from several threads. Must outlive its executors' run().
class Tasks {
public:
    Tasks() = default;
    Tasks(const Tasks&) = delete;
    Tasks& operator=(const Tasks&) = delete;

    /// Starts `work` on `executor`. `work` must own or outlive what it uses. After cancel() it is not started at all.
    void spawn(boost::asio::any_io_executor executor, std::string name, awaitable<void> work);

    std::size_t running() const {
        const std::lock_guard lock{mutex_};
        return tasks_.size();
    }

    /// Asks every coroutine to end: what it waits for then throws operation_aborted. New ones are refused from now on.
    void cancel();

    /// Blocks the calling thread (never a loop's) until all have ended. Returns whether they did in time.
    bool wait_for(std::chrono::milliseconds time);

private:
    struct Task {
        boost::asio::any_io_executor executor;
        std::string name;
        boost::asio::cancellation_signal signal; ///< only touched on the executor
    };

    void ended(const std::shared_ptr<Task>& task, const std::exception_ptr& error);

    mutable std::mutex mutex_;
    std::condition_variable none_left_;
    // Shared with the completion handler and with a posted cancel, which may come after it.
    std::unordered_set<std::shared_ptr<Task>> tasks_;
    bool cancelled_ = false;
};

inline void Tasks::spawn(boost::asio::any_io_executor executor, std::string name, awaitable<void> work) {
    auto task = std::make_shared<Task>();
    task->executor = executor;
    task->name = std::move(name);
    {
        const std::lock_guard lock{mutex_};
        if (cancelled_) return;
        tasks_.insert(task);
    }
    // Posted, so that the signal is connected on the thread that later emits it.
    boost::asio::post(executor, [this, task, coroutine = std::move(work)]() mutable {
        boost::asio::co_spawn(
            task->executor, std::move(coroutine),
            boost::asio::bind_cancellation_slot(task->signal.slot(),
                                                [this, task](const std::exception_ptr& error) { ended(task, error); }));
    });
}

inline void Tasks::cancel() {
    const std::lock_guard lock{mutex_};
    cancelled_ = true;
    for (const auto& task : tasks_)
        boost::asio::post(task->executor, [task] { task->signal.emit(boost::asio::cancellation_type::terminal); });
}

inline bool Tasks::wait_for(std::chrono::milliseconds time) {
    std::unique_lock lock{mutex_};
    return none_left_.wait_for(lock, time, [this] { return tasks_.empty(); });
}

inline void Tasks::ended(const std::shared_ptr<Task>& task, const std::exception_ptr& error) {
    bool was_cancelled = false;
    {
        const std::lock_guard lock{mutex_};
        was_cancelled = cancelled_;
    }
    try {
        if (error) std::rethrow_exception(error);
    } catch (const boost::system::system_error& fault) {
        if (!was_cancelled || fault.code() != boost::asio::error::operation_aborted)
            log::error("a background task failed", {{"task", task->name}, {"error", fault.what()}});
    } catch (const std::exception& fault) {
        log::error("a background task failed", {{"task", task->name}, {"error", fault.what()}});
    } catch (...) {
        log::error("a background task failed", {{"task", task->name}});
    }
    const std::lock_guard lock{mutex_};
    tasks_.erase(task);
    if (tasks_.empty()) none_left_.notify_all();
}

} // namespace resuelve
