#pragma once

#include "platform/async/awaitable.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace resuelve {

/// Runs one awaitable to its end on the calling thread: for tests and for commands that do one thing.
template <class T>
T run(awaitable<T> work) {
    boost::asio::io_context context{1};
    std::exception_ptr error;
    if constexpr (std::is_void_v<T>) {
        boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr e) { error = e; });
        context.run();
        if (error) std::rethrow_exception(error);
    } else {
        std::optional<T> result;
        boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr e, T value) {
            error = e;
            if (!e) result.emplace(std::move(value));
        });
        context.run();
        if (error) std::rethrow_exception(error);
        return std::move(*result);
    }
}

} // namespace resuelve
