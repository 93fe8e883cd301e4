#pragma once

#include "platform/async/awaitable.hpp"

#include <cstddef>

namespace resuelve::api {

/// How new what a request was answered from is, for stores that go on reading while their newest copy is away.
class Freshness {
public:
    virtual ~Freshness() = default;

    /// Reads of the process since its start that an old copy may have answered.
    virtual std::size_t stale_reads() const = 0;
    /// Returns once it is sure that all other reads before found the newest. Throws Problem::unavailable if it is not.
    virtual awaitable<void> confirm() = 0;
};

} // namespace resuelve::api
