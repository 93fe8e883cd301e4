#pragma once

#include <algorithm>
#include <chrono>

namespace resuelve::events {

/// How long to wait between attempts: the first delay, doubled after each failure.
struct BackOff {
    std::chrono::milliseconds first{1000};
    std::chrono::milliseconds longest{std::chrono::minutes{1}};

    /// After so many failed attempts, 1 or more.
    constexpr std::chrono::milliseconds after(int attempts) const {
        auto delay = first;
        for (int i = 1; i < attempts && delay < longest; ++i)
            delay *= 2;
        return std::min(delay, longest);
    }
};

} // namespace resuelve::events
