#pragma once

#include "app/options.hpp"
#include "app/temporary_directory.hpp"

namespace resuelve::app {

/// The options of a command that runs beside servers: what a process would keep in its data directory is thrown away,
/// so that no command leaves one where it happens to be run.
class ScratchData {
public:
    /// With `keeps_files` nothing is changed: the store or the bus is in the data directory.
    ScratchData(const ServeOptions& options, bool keeps_files) : options_{options} {
        if (!keeps_files) options_.data = scratch_.path();
    }

    const ServeOptions& options() const { return options_; }

private:
    TemporaryDirectory scratch_;
    ServeOptions options_;
};

} // namespace resuelve::app
