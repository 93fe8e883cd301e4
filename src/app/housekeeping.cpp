#include "app/housekeeping.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

namespace resuelve::app {
namespace {

constexpr std::chrono::hours answers_kept{24};
constexpr std::chrono::days ended_sessions_kept{30};
constexpr std::chrono::hours pause{1};

} // namespace

awaitable<void> tidy_up(Services& services, Stores& stores, Instant now) {
    co_await services.customer_directory.destroy_blocked();
    co_await stores.customers.forget_links(now);
    co_await stores.employees.forget_links(now);
    co_await stores.customers.forget_answers(now - answers_kept);
    co_await stores.employees.forget_answers(now - answers_kept);
    co_await stores.customer_sessions.remove_old(now - ended_sessions_kept);
    co_await stores.employee_sessions.remove_old(now - ended_sessions_kept);
}

awaitable<void> keep_tidying_up(Services& services, Stores& stores, const Clock& clock, std::function<bool()> stopping,
                                std::function<void(std::string_view)> failed) {
    boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
    while (!stopping()) {
        try {
            co_await tidy_up(services, stores, clock.now());
        } catch (const std::exception& error) {
            failed(error.what());
        }
        timer.expires_after(pause);
        co_await timer.async_wait(use_awaitable);
    }
}

} // namespace resuelve::app
