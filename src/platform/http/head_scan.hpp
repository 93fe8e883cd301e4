#pragma once

#include "platform/http/problem.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace resuelve::http {

/// Finds the end of a head while its bytes come in, and refuses at the first line that is too long or no line at all:
/// nobody waits ten seconds to be told. Beast checks the grammar of the whole head afterwards.
class HeadScan {
public:
    /// The size of the head with its empty line, or nothing if more is needed. `received` is all since the request's
    /// begin. Throws Problem: uri_too_long, headers_too_large, malformed (bare line feed, folded line, TLS hello).
    std::optional<std::size_t> end(std::string_view received);

private:
    void check_line(std::string_view line);
    void check_rest(std::string_view rest) const;

    std::size_t line_start_ = 0;
    std::size_t request_line_ = 0; ///< its size; 0 until it is complete
    std::size_t fields_ = 0;
};

} // namespace resuelve::http
