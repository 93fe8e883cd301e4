#pragma once

namespace resuelve::app {

/// Waits for SIGTERM or SIGINT. Made before any thread starts, so that none of them takes the signal. A second signal
/// while the first is being obeyed ends the process at once.
class StopSignal {
public:
    StopSignal();
    void wait();
};

} // namespace resuelve::app
