#include "platform/http/trace_context.hpp"

#include <bit>

namespace resuelve::http {

namespace {

constexpr std::size_t trace_id_begin = 3;
constexpr std::size_t trace_id_size = 32;
constexpr std::size_t span_id_begin = 36;
constexpr std::size_t span_id_size = 16;
constexpr std::size_t flags_begin = 53;
constexpr std::size_t size = 55;

bool is_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view text) {
    return text.find_first_not_of('0') == std::string_view::npos;
}

bool is_traceparent(std::string_view text) {
    if (text.size() < size || (text.size() > size && (text.starts_with("00") || text[size] != '-'))) return false;
    if (text[2] != '-' || text[35] != '-' || text[52] != '-' || text.starts_with("ff")) return false;
    const auto trace_id = text.substr(trace_id_begin, trace_id_size);
    const auto span_id = text.substr(span_id_begin, span_id_size);
    return is_hex(text.substr(0, 2)) && is_hex(trace_id) && is_hex(span_id) && is_hex(text.substr(flags_begin, 2)) &&
           !is_zero(trace_id) && !is_zero(span_id);
}

void append_hex(std::string& to, std::uint64_t value) {
    for (int shift = 60; shift >= 0; shift -= 4)
        to += "0123456789abcdef"[(value >> shift) & 0xF];
}

} // namespace

TraceIds::TraceIds(Random& random) : state_{std::bit_cast<std::uint64_t>(random.bytes<8>())} {}

std::uint64_t TraceIds::next() {
    // SplitMix64; a zero would be no valid id, and comes once in 2^64.
    for (;;) {
        state_ += 0x9E3779B97F4A7C15U;
        auto z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        z ^= z >> 31U;
        if (z != 0) return z;
    }
}

TraceContext TraceIds::from(std::optional<std::string_view> traceparent) {
    TraceContext context;
    std::string_view flags = "01";
    context.trace_id.reserve(trace_id_size);
    if (traceparent && is_traceparent(*traceparent)) {
        context.trace_id = traceparent->substr(trace_id_begin, trace_id_size);
        flags = traceparent->substr(flags_begin, 2);
    } else {
        append_hex(context.trace_id, next());
        append_hex(context.trace_id, next());
    }
    context.traceparent.reserve(size);
    context.traceparent += "00-";
    context.traceparent += context.trace_id;
    context.traceparent += '-';
    append_hex(context.traceparent, next());
    context.traceparent += '-';
    context.traceparent += flags;
    return context;
}

} // namespace resuelve::http
