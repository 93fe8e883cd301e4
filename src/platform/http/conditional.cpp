#include "platform/http/conditional.hpp"

#include <charconv>

namespace resuelve::http {

namespace {

std::string_view opaque(std::string_view etag) {
    return etag.starts_with("W/") ? etag.substr(2) : etag;
}

std::optional<std::uint64_t> number(std::string_view digits) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

} // namespace

bool matches(std::string_view if_none_match, std::string_view etag) {
    if (if_none_match == "*") return true;
    while (!if_none_match.empty()) {
        const auto start = if_none_match.find_first_not_of(" \t,");
        if (start == std::string_view::npos) return false;
        if_none_match.remove_prefix(start);
        const auto quote = if_none_match.find('"');
        const auto close = quote == std::string_view::npos ? quote : if_none_match.find('"', quote + 1);
        if (close == std::string_view::npos) return false;
        if (opaque(if_none_match.substr(0, close + 1)) == opaque(etag)) return true;
        if_none_match.remove_prefix(close + 1);
    }
    return false;
}

std::variant<Whole, ByteRange, Unsatisfiable> range_of(std::string_view header, std::uint64_t size) {
    if (!header.starts_with("bytes=")) return Whole{};
    header.remove_prefix(6);
    const auto dash = header.find('-');
    if (dash == std::string_view::npos) return Whole{};
    const auto first = header.substr(0, dash);
    const auto last = header.substr(dash + 1);
    if (first.empty()) {
        const auto suffix = number(last);
        if (!suffix) return Whole{};
        if (*suffix == 0 || size == 0) return Unsatisfiable{};
        return ByteRange{size - std::min(size, *suffix), size - 1};
    }
    const auto from = number(first);
    const auto to = last.empty() ? std::optional{UINT64_MAX} : number(last);
    if (!from || !to || *to < *from) return Whole{};
    if (*from >= size) return Unsatisfiable{};
    return ByteRange{*from, std::min(*to, size - 1)};
}

} // namespace resuelve::http
