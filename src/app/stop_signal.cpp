#include "app/stop_signal.hpp"

#include <unistd.h>

#include <csignal>
#include <thread>

namespace resuelve::app {
namespace {

constexpr int interrupted_exit_code = 130;

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

} // namespace

StopSignal::StopSignal() {
    const auto set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

void StopSignal::wait() {
    const auto set = stop_signals();
    int signal = 0;
    while (sigwait(&set, &signal) != 0) {
    }
    // The first signal is obeyed by the caller; this thread lives until the process ends.
    std::thread{[set] {
        int again = 0;
        while (sigwait(&set, &again) != 0) {
        }
        _exit(interrupted_exit_code);
    }}.detach();
}

} // namespace resuelve::app
