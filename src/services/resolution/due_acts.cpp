#include "services/resolution/due_acts.hpp"

#include "domain/incidents/due_acts.hpp"
#include "services/api/people.hpp"

#include <boost/asio/steady_timer.hpp>

namespace resuelve::resolution {

awaitable<std::size_t> do_due_acts(api::Desk& desk) {
    std::size_t done = 0;
    std::exception_ptr first_failure;
    for (const auto& incident : co_await desk.incidents.due(desk.clock.now(), limits::due_per_pass)) {
        try {
            co_await api::act_as_system(desk, incident.id, incidents::do_what_is_due);
            ++done;
        } catch (...) {
            if (!first_failure) first_failure = std::current_exception();
        }
    }
    if (first_failure) std::rethrow_exception(first_failure);
    co_return done;
}

awaitable<void> forget_leftovers(api::Desk& desk) {
    const auto now = desk.clock.now();
    co_await desk.incidents.forget_answers(now - limits::answers_kept);
    co_await desk.incidents.forget_drafts(now - limits::drafts_kept);
    for (const auto& upload : co_await desk.incidents.forget_pending_attachments(now - limits::uploads_wait))
        co_await desk.blobs.remove(upload.sha256);
}

awaitable<void> keep_doing_due_acts(api::Desk& desk, std::chrono::milliseconds pause, std::function<bool()> stopping,
                                    std::function<void(std::string_view)> failed) {
    boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
    while (!stopping()) {
        std::size_t done = 0;
        try {
            done = co_await do_due_acts(desk);
            co_await forget_leftovers(desk);
        } catch (const std::exception& error) {
            if (!stopping()) failed(error.what());
        }
        const bool more = done == limits::due_per_pass;
        const auto next = std::chrono::steady_clock::now() + (more ? limits::pause_when_there_is_more : pause);
        while (!stopping() && std::chrono::steady_clock::now() < next) {
            timer.expires_after(std::min(limits::glance, pause));
            co_await timer.async_wait(use_awaitable);
        }
    }
}

} // namespace resuelve::resolution
