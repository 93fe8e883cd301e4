#include "domain/events/wakeup.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>

namespace resuelve::events {

void Wakeup::wake() {
    if (woken_.exchange(true)) return; // the first of many is on its way
    boost::asio::post(timer_.get_executor(), [self = shared_from_this()] { self->timer_.cancel(); });
}

awaitable<void> Wakeup::sleep(std::optional<std::chrono::milliseconds> at_most) {
    if (!woken_.exchange(false)) {
        if (at_most)
            timer_.expires_after(*at_most);
        else
            timer_.expires_at(std::chrono::steady_clock::time_point::max());
        // A wake() that comes before this line has its cancel() still waiting behind us on the strand.
        co_await timer_.async_wait(boost::asio::as_tuple(use_awaitable)); // cancelled: woken
        woken_ = false;
    }
}

} // namespace resuelve::events
