#pragma once

#include "platform/async/awaitable.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace resuelve {

/// Thrown when a bounded queue has no room. The HTTP session answers 503 with Retry-After.
class QueueFull final : public std::exception {
public:
    explicit QueueFull(std::string queue) : message_{queue + " has no room for more work"} {}
    const char* what() const noexcept override { return message_.c_str(); }

private:
    std::string message_;
};

/// Threads for calls that block, so that no event-loop thread ever does.
class BlockingPool {
public:
    /// At most `max_waiting` calls wait or run at once; one more throws QueueFull.
    BlockingPool(std::string name, std::size_t threads, std::size_t max_waiting) :
        name_{std::move(name)}, max_waiting_{max_waiting}, threads_{threads} {}
    ~BlockingPool() { threads_.join(); }
    BlockingPool(const BlockingPool&) = delete;
    BlockingPool& operator=(const BlockingPool&) = delete;

    std::size_t waiting() const { return waiting_; }

    /// Runs `work` on one of the threads and comes back to the caller's executor with its result or exception.
    template <class Work>
    awaitable<std::invoke_result_t<Work&>> run(Work work) {
        using Result = std::invoke_result_t<Work&>;
        const Place place{*this};
        auto outcome =
            co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(Outcome<Result>)>(
                [this, &work](auto handler) {
                    auto caller = boost::asio::get_associated_executor(handler);
                    auto keep_alive = boost::asio::make_work_guard(caller);
                    boost::asio::post(threads_, [&work, handler = std::move(handler), caller,
                                                 keep_alive = std::move(keep_alive)]() mutable {
                        auto result = outcome_of(work);
                        // The guard goes along: here it could outlive the caller's loop, which may end with the result.
                        boost::asio::post(caller, [handler = std::move(handler), result = std::move(result),
                                                   keep_alive = std::move(keep_alive)]() mutable {
                            std::move(handler)(std::move(result));
                        });
                    });
                },
                use_awaitable);
        if (outcome.error) std::rethrow_exception(outcome.error);
        if constexpr (!std::is_void_v<Result>) co_return std::move(*outcome.value);
    }

private:
    /// A place in the queue, given back at the end.
    class Place {
    public:
        explicit Place(BlockingPool& pool) : pool_{pool} {
            if (++pool_.waiting_ > pool_.max_waiting_) {
                --pool_.waiting_;
                throw QueueFull{pool_.name_};
            }
        }
        ~Place() { --pool_.waiting_; }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        BlockingPool& pool_;
    };

    template <class Result>
    struct Outcome {
        std::optional<std::conditional_t<std::is_void_v<Result>, std::monostate, Result>> value;
        std::exception_ptr error;
    };

    template <class Work>
    static Outcome<std::invoke_result_t<Work&>> outcome_of(Work& work) noexcept {
        Outcome<std::invoke_result_t<Work&>> outcome;
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Work&>>)
                work();
            else
                outcome.value.emplace(work());
        } catch (...) {
            outcome.error = std::current_exception();
        }
        return outcome;
    }

    std::string name_;
    std::size_t max_waiting_;
    std::atomic<std::size_t> waiting_ = 0;
    boost::asio::thread_pool threads_;
};

} // namespace resuelve
