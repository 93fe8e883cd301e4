#include "services/api/fixed_time.hpp"

#include <boost/asio/steady_timer.hpp>

namespace resuelve::api {

awaitable<Response> at_fixed_time(std::chrono::milliseconds after, awaitable<Response> work) {
    boost::asio::steady_timer answer_time{co_await boost::asio::this_coro::executor};
    answer_time.expires_after(after);
    std::exception_ptr error;
    std::optional<Response> response;
    try {
        response = co_await std::move(work);
    } catch (...) {
        error = std::current_exception();
    }
    co_await answer_time.async_wait(use_awaitable);
    if (error) std::rethrow_exception(error);
    co_return std::move(*response);
}

} // namespace resuelve::api
