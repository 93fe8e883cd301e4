#pragma once

#include "platform/http/message.hpp"

#include <cstdint>
#include <optional>
#include <variant>

namespace resuelve::http {

/// Whether an If-None-Match list has this entity tag, or is "*" (RFC 9110 §13.1.2, weak comparison).
bool matches(std::string_view if_none_match, std::string_view etag);

/// Bytes of a file, both ends included.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    bool operator==(const ByteRange&) const = default;
};

struct Unsatisfiable {
    bool operator==(const Unsatisfiable&) const = default;
};
struct Whole {
    bool operator==(const Whole&) const = default;
};

/// What a Range header asks of a file of this size: one range; anything else, several ranges too, is answered with the
/// whole (RFC 9110 §14.2 allows that).
std::variant<Whole, ByteRange, Unsatisfiable> range_of(std::string_view header, std::uint64_t size);

} // namespace resuelve::http
