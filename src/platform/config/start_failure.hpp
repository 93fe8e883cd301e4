#pragma once

#include <stdexcept>
#include <string>

namespace resuelve {

/// Why a program cannot begin its work, in one line for the administrator, with the exit code that scripts and
/// orchestrators tell the reasons apart by (sysexits.h; docs/administrators.md has the table).
class StartFailure : public std::runtime_error {
public:
    enum Reason : int {
        settings = 78,    ///< a setting is wrong or two do not go together, a URI cannot be read
        unreachable = 69, ///< no server answers there
        rights = 77,      ///< wrong credentials, or they may not do what is needed
        unsuitable = 76,  ///< a server that will not do: too old, no replica set; or a store of a newer program
        files = 73,       ///< the data directory cannot be made or used
        in_use = 75,      ///< another process uses the store
    };

    StartFailure(Reason reason, const std::string& what) : std::runtime_error{what}, reason_{reason} {}

    int exit_code() const { return reason_; }

private:
    Reason reason_;
};

} // namespace resuelve
