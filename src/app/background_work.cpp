#include "app/background_work.hpp"

#include "platform/log/log.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

namespace resuelve::app {
namespace {

constexpr std::chrono::hours hour{1};
constexpr std::chrono::milliseconds glance{100};

} // namespace

void report_failure(std::string_view work, std::string_view what) {
    log::warning("will try again", {{"task", work}, {"error", what}});
}

awaitable<void> wait_until(std::function<bool()> done) {
    boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
    while (!done()) {
        timer.expires_after(glance);
        co_await timer.async_wait(use_awaitable);
    }
}

awaitable<void> every_hour(std::string name, std::function<awaitable<void>()> act, Stopping stopping) {
    while (!stopping()) {
        try {
            co_await act();
        } catch (const std::exception& error) {
            report_failure(name, error.what());
        }
        const auto next = std::chrono::steady_clock::now() + hour;
        co_await wait_until([&] { return stopping() || std::chrono::steady_clock::now() >= next; });
    }
}

} // namespace resuelve::app
