#pragma once

#include "platform/async/blocking_pool.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace resuelve {

/// What one Argon2id hash costs (RFC 9106), with one lane.
struct Argon2Cost {
    std::uint32_t memory_kib;
    std::uint32_t passes;
};

/// Whose password it is: employees' hashes are dearer.
enum class PasswordClass { customer, employee };

struct PasswordCosts {
    Argon2Cost customer{19 * 1024, 2}; ///< 15 ms on one core (reliability.md §3.5)
    Argon2Cost employee{64 * 1024, 3}; ///< 87 ms

    /// The cheapest there are: for tests alone.
    static constexpr PasswordCosts for_tests() { return {{8, 1}, {8, 1}}; }
};

struct PasswordCheck {
    bool right = false;
    bool needs_rehash = false; ///< right, but hashed with other costs than are wanted now: hash it again and store that
};

/// Hashes and checks passwords on a thread of its own. Passwords are taken in NFC and never cut.
/// Both calls throw QueueFull when too many wait or one has waited too long.
class PasswordHasher {
public:
    struct Limits {
        std::size_t threads = 1;
        std::size_t waiting = 64;
        std::chrono::milliseconds longest_wait{2000};
    };

    explicit PasswordHasher(PasswordCosts costs = {}) : PasswordHasher{costs, Limits{}} {}
    PasswordHasher(PasswordCosts costs, Limits limits);

    /// An encoded hash with its salt and costs: "$argon2id$v=19$m=…", at most 127 characters.
    awaitable<std::string> hash(std::string password, PasswordClass kind);

    /// Checks against a stored hash. An empty one (unknown account, no password yet) takes as long as one of its class
    /// and is never right.
    awaitable<PasswordCheck> verify(std::string stored, std::string password, PasswordClass kind);

private:
    const Argon2Cost& cost(PasswordClass kind) const {
        return kind == PasswordClass::employee ? costs_.employee : costs_.customer;
    }

    PasswordCosts costs_;
    std::chrono::milliseconds longest_wait_;
    BlockingPool pool_;
};

} // namespace resuelve
