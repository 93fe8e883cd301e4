#pragma once

#include "platform/ids/random.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::http {

/// Names a request across processes (W3C Trace Context level 1).
struct TraceContext {
    std::string trace_id;    ///< 32 hexadecimal digits
    std::string traceparent; ///< "00-<trace id>-<span id>-<flags>" with a span of our own
};

/// Makes the ids. They need not be secret, so one seed from `random` feeds a generator without system calls.
/// Not to be shared between threads.
class TraceIds {
public:
    explicit TraceIds(Random& random);

    /// Carries a well-formed `traceparent` on; begins a new trace for anything else.
    TraceContext from(std::optional<std::string_view> traceparent);

private:
    std::uint64_t next();

    std::uint64_t state_;
};

} // namespace resuelve::http
