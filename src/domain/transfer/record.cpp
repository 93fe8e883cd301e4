#include "domain/transfer/record.hpp"

#include <fmt/format.h>

namespace resuelve::transfer {
namespace {

[[noreturn]] void is_no(std::string_view name, std::string_view wanted) {
    throw RecordFault{fmt::format("\"{}\" is no {}", name, wanted)};
}

} // namespace

std::string_view kind_of(const Record& record) {
    return text(record, "record");
}

const boost::json::value& member(const Record& record, std::string_view name) {
    const auto* found = record.if_contains(name);
    if (!found) throw RecordFault{fmt::format("\"{}\" is missing", name)};
    return *found;
}

bool is_null(const Record& record, std::string_view name) {
    return member(record, name).is_null();
}

std::string_view text(const Record& record, std::string_view name) {
    const auto* found = member(record, name).if_string();
    if (!found) is_no(name, "text");
    return *found;
}

std::int64_t integer(const Record& record, std::string_view name) {
    const auto* found = member(record, name).if_int64();
    if (!found) is_no(name, "integer");
    return *found;
}

bool boolean(const Record& record, std::string_view name) {
    const auto* found = member(record, name).if_bool();
    if (!found) is_no(name, "truth value");
    return *found;
}

Uuid id(const Record& record, std::string_view name) {
    const auto found = Uuid::parse(text(record, name));
    if (!found) is_no(name, "UUID");
    return *found;
}

Bytes bytes(const Record& record, std::string_view name) {
    auto found = from_base64url(text(record, name));
    if (!found) is_no(name, "base64url");
    return std::move(*found);
}

const boost::json::array& list(const Record& record, std::string_view name) {
    const auto* found = member(record, name).if_array();
    if (!found) is_no(name, "list");
    return *found;
}

const boost::json::object& object(const Record& record, std::string_view name) {
    const auto* found = member(record, name).if_object();
    if (!found) is_no(name, "object");
    return *found;
}

boost::json::string written(std::span<const std::uint8_t> bytes) {
    return boost::json::string{to_base64url(bytes)};
}

boost::json::string written(const Uuid& id) {
    return boost::json::string{id.to_string()};
}

} // namespace resuelve::transfer
