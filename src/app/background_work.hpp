#pragma once

#include "platform/async/awaitable.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace resuelve::app {

/// Whether work is to end: the process stops, or another instance has it now.
using Stopping = std::function<bool()>;

/// Something that goes on in one instance at a time.
struct BackgroundWork {
    std::string name; ///< also of its lease: "due acts"
    /// Works until it is to stop. Lets nothing out that it could try again.
    std::function<awaitable<void>(Stopping stopping)> keep_doing;
};

/// Logs what failed and will be tried again.
void report_failure(std::string_view work, std::string_view what);

/// Work that begins, ends and tells whether it goes on by itself, as one that lasts until it is to stop.
template <class Work>
BackgroundWork work_of(std::string name, Work& work);

/// The same every hour. Failures are reported and tried again an hour later.
awaitable<void> every_hour(std::string name, std::function<awaitable<void>()> act, Stopping stopping);

/// Looks ten times a second.
awaitable<void> wait_until(std::function<bool()> done);

/// Stops it also when the waiting is cancelled.
template <class Work>
class Running {
public:
    explicit Running(Work& work) : work_{work} { work_.start(); }
    ~Running() { work_.stop(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

private:
    Work& work_;
};

template <class Work>
awaitable<void> keep_running(Work& work, Stopping stopping) {
    {
        const Running running{work};
        co_await wait_until(std::move(stopping));
    }
    co_await wait_until([&work] { return !work.is_running(); });
}

template <class Work>
BackgroundWork work_of(std::string name, Work& work) {
    return {std::move(name), [&work](Stopping stopping) { return keep_running(work, std::move(stopping)); }};
}

} // namespace resuelve::app
