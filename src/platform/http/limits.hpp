#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace resuelve::http {

/// What the server takes at most. docs/limits.md tells operators; reliability.md §7 and §3.2 say why.
namespace limits {

using namespace std::chrono_literals;

inline constexpr std::size_t kibibyte = 1024;
inline constexpr std::size_t mebibyte = 1024 * kibibyte;

inline constexpr std::size_t request_line = 8 * kibibyte; ///< bytes, 414
inline constexpr std::size_t head = 32 * kibibyte;        ///< bytes of all header lines, 431
inline constexpr std::size_t header_count = 100;          ///< 431
inline constexpr std::size_t header_name = 64;            ///< bytes, 431
inline constexpr std::size_t header_value = 8 * kibibyte; ///< bytes, 431
inline constexpr std::size_t cookie = 4 * kibibyte;       ///< bytes of all Cookie headers, 431
inline constexpr std::size_t parameters = 64;             ///< of a query or form, 400
inline constexpr std::size_t path_segments = 32;          ///< 414

inline constexpr std::size_t json_body = 1 * mebibyte;    ///< bytes, 413
inline constexpr std::size_t form_body = 64 * kibibyte;   ///< bytes, 413
inline constexpr std::size_t report_body = 64 * kibibyte; ///< bytes, 413
inline constexpr std::size_t upload_body = 25 * mebibyte; ///< bytes, 413

inline constexpr std::size_t chunk_extensions = 256;         ///< bytes per request, 400
inline constexpr std::size_t chunk_overhead = 16 * kibibyte; ///< bytes of framing per `chunk_overhead_per`, 400
inline constexpr std::size_t chunk_overhead_per = 64 * kibibyte;
inline constexpr std::size_t trailers = 4 * kibibyte; ///< bytes, 400
inline constexpr std::size_t trailer_count = 16;      ///< 400

inline constexpr std::size_t read_buffer = 64 * kibibyte;    ///< bytes read ahead of the parser per connection
inline constexpr std::size_t file_block = 256 * kibibyte;    ///< bytes read from a file at once
inline constexpr std::size_t lingering_bytes = 1 * mebibyte; ///< read and dropped after an early answer

} // namespace limits

/// The limits that an operator may change and tests make small.
struct ServerLimits {
    std::chrono::milliseconds head_time{10'000};               ///< from the first byte to the end of the head, 408
    std::chrono::milliseconds request_time{60'000};            ///< from the first byte to the end of the body, 408
    std::chrono::milliseconds idle_time{60'000};               ///< between requests, close
    std::chrono::milliseconds grace_time{5'000};               ///< before slowness of a body or a reader counts
    std::size_t slowest_rate = 1024;                           ///< bytes per second of a body or a reader, 408 or close
    std::chrono::milliseconds linger_time{2'000};              ///< for the client to read an early answer
    std::chrono::milliseconds sweep_interval{250};             ///< how exactly the times above are kept
    std::size_t connections = 20'000;                          ///< in all, 503
    std::size_t connections_per_address = 256;                 ///< 429; trusted proxies are exempt
    std::size_t receiving_per_address = 64 * limits::mebibyte; ///< bytes of unfinished bodies, 429
    std::chrono::milliseconds stream_write_time{15'000};       ///< for a listener to take what was written, close
};

} // namespace resuelve::http
