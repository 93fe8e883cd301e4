#pragma once

#include "platform/async/awaitable.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace resuelve {

/// Runs one awaitable to its end on the calling thread: for tests and for commands that do one thing.
inline void run(awaitable<void> work) {
    boost::asio::io_context context{1};
    std::exception_ptr error;
    boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr e) { error = e; });
    context.run();
    if (error) std::rethrow_exception(error);
}

namespace detail {

template <class T>
awaitable<void> keep_result(awaitable<T> work, std::optional<T>& result) {
    result.emplace(co_await std::move(work));
}

} // namespace detail

/// The same for one with a result. co_spawn itself would want T to have a default.
template <class T>
    requires(!std::is_void_v<T>)
T run(awaitable<T> work) {
    std::optional<T> result;
    run(detail::keep_result(std::move(work), result));
    return std::move(*result);
}

} // namespace resuelve
