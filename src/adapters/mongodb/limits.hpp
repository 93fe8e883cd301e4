#pragma once

#include <chrono>
#include <cstddef>

namespace resuelve::mongodb::limits {

using std::chrono::milliseconds;

// How long anything may wait (reliability.md §5, rule 5).
constexpr milliseconds connect{1000};
constexpr milliseconds selection{2000}; ///< until a suitable server is found
constexpr milliseconds statement{2900}; ///< of the server's work; a little less than `silence`, so that it answers
constexpr milliseconds silence{3000};   ///< without an answer on a connection
constexpr milliseconds majority{2900};  ///< until a majority has a write in its journal
constexpr milliseconds shortest_majority{1000};           ///< the same, for the last of several attempts
constexpr milliseconds deadline{4000};                    ///< of a read, a write or a commit with all its attempts
constexpr milliseconds last_attempt = deadline - silence; ///< none begins later than this after the first
constexpr milliseconds confirmation{1000};                ///< until a majority says that the primary still is one
constexpr milliseconds first_pause{20};                   ///< between attempts; doubled after each
constexpr milliseconds longest_pause{500};
constexpr milliseconds breaker_pause{2000};
constexpr milliseconds heartbeat{2000}; ///< between looks at each server
/// How much farther away than the nearest secondary another may be, to be asked as well. Not at all: a distance that is
/// not known the driver calls -1, and with anything added here compares it as unsigned, so that it chooses no server
/// (libmongoc 1.23). Unknown it stays, since what measures a node does not connect again once its connection broke.
constexpr milliseconds farther{0};

constexpr std::size_t connections = 16; ///< of one process to one database, each with a thread
constexpr std::size_t waiting = 64;     ///< calls that wait for one of them; one more is shed with 503

constexpr std::size_t abandoned = 256; ///< transactions of a silent server to be ended later

constexpr int oldest_wire_version = 17; ///< of MongoDB 6.0

} // namespace resuelve::mongodb::limits
