#pragma once

#include "domain/access/recent_map.hpp"
#include "platform/time/clock.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::access {

struct ThrottleLimits {
    int account_failures = 5; ///< that are free; then 1 s, 2 s, 4 s … between two attempts
    int range_failures = 20;  ///< the same for a /24 or /64
    std::chrono::seconds longest_wait = std::chrono::minutes{15};
    std::chrono::seconds memory = std::chrono::hours{24}; ///< without an attempt for so long all is forgotten
    double in_all_per_second = 10;                        ///< failures, from everywhere
    double in_all_burst = 300;
    std::size_t remembered = 50'000; ///< accounts, and as many ranges
};

/// Slows guessing of passwords and codes down (reliability.md §3.5). An attempt counts as failed before the hash is
/// computed, and is taken back when it succeeds, so that many at once gain nothing. Whether the account exists plays no
/// part. Safe to use from several threads.
class SignInThrottle {
public:
    explicit SignInThrottle(const Clock& clock, ThrottleLimits limits = {});

    /// Whether an attempt may go on; if not, how long to wait (Retry-After), and nothing is counted.
    /// `known_device`: one that has signed in to the account before. The account's own delay is not for it, so that
    /// nobody can lock another out.
    std::optional<std::chrono::seconds> attempt(std::string_view account, const boost::asio::ip::address& from,
                                                bool known_device = false);

    /// Takes the attempt back and forgets the account's failures.
    void succeeded(std::string_view account, const boost::asio::ip::address& from);

private:
    struct Failures {
        int count = 0;
        Instant last{};
    };

    Instant free_at(const Failures* failures, int free, Instant now) const;
    bool is_forgotten(const Failures& failures, Instant now) const;
    void count(Failures& failures, Instant now) const;
    void refill(Instant now);

    const Clock& clock_;
    ThrottleLimits limits_;
    std::mutex mutex_;
    RecentMap<std::string, Failures> accounts_;
    RecentMap<std::string, Failures> ranges_;
    double left_in_all_;
    Instant refilled_at_;
};

/// "203.0.113.0/24", "2001:db8:1:2::/64": who is likely one source. A v4-mapped v6 address counts as v4.
std::string address_range(const boost::asio::ip::address& address);

} // namespace resuelve::access
