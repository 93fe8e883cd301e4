#pragma once

#include "platform/time/instant.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace resuelve::api {

/// Who to count for: an IPv4 address, or the /64 of an IPv6 address, which one household or machine owns whole.
std::string source_of(const boost::asio::ip::address& peer);

/// Counts how often something happens, per source and in all, in fixed windows. Safe to use from several threads.
class RateLimit {
public:
    struct Limits {
        std::size_t per_source;
        std::size_t in_all;
        std::chrono::seconds window;
    };

    explicit RateLimit(Limits limits) : limits_{limits} {}

    /// Throws Problem::too_many_requests, with the time to wait, if the source or all together are at the limit.
    void check(const std::string& source, Instant now);
    /// Counts what happened.
    void count(const std::string& source, Instant now, std::size_t amount = 1);
    /// check() and count() as one.
    void take(const std::string& source, Instant now);

private:
    void turn_window(Instant now);
    void refuse_at_limit(const std::string& source, Instant now) const;

    Limits limits_;
    std::mutex mutex_;
    Instant window_start_{};
    std::size_t total_ = 0;
    std::unordered_map<std::string, std::size_t> by_source_; ///< bounded: no more keys than in_all are counted
};

} // namespace resuelve::api
