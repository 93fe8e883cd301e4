#include "adapters/rabbitmq/fields.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <span>

namespace resuelve::rabbitmq {
namespace {

std::string_view view(const amqp_bytes_t& bytes) {
    return {static_cast<const char*>(bytes.bytes), bytes.len};
}

/// The broker picks the width itself.
std::optional<std::int64_t> integer(const amqp_field_value_t& value) {
    switch (value.kind) {
    case AMQP_FIELD_KIND_I8:
        return value.value.i8;
    case AMQP_FIELD_KIND_U8:
        return value.value.u8;
    case AMQP_FIELD_KIND_I16:
        return value.value.i16;
    case AMQP_FIELD_KIND_U16:
        return value.value.u16;
    case AMQP_FIELD_KIND_I32:
        return value.value.i32;
    case AMQP_FIELD_KIND_U32:
        return value.value.u32;
    case AMQP_FIELD_KIND_I64:
        return value.value.i64;
    default:
        return std::nullopt;
    }
}

} // namespace

Fields::Fields(const boost::json::object& object) {
    for (const auto& [name, value] : object) {
        if (value.is_string()) add(name, std::string_view{value.get_string()});
        if (value.is_int64()) add(name, value.get_int64());
    }
}

amqp_bytes_t Fields::kept(std::string_view text) {
    auto& copy = texts_.emplace_back(text);
    return {.len = copy.size(), .bytes = copy.data()};
}

amqp_field_value_t& Fields::added(std::string_view name, amqp_field_value_kind_t kind) {
    auto& entry = entries_.emplace_back();
    entry.key = kept(name);
    entry.value.kind = static_cast<std::uint8_t>(kind);
    return entry.value;
}

void Fields::add(std::string_view name, std::string_view text) {
    added(name, AMQP_FIELD_KIND_UTF8).value.bytes = kept(text);
}

void Fields::add(std::string_view name, std::int64_t number) {
    added(name, AMQP_FIELD_KIND_I64).value.i64 = number;
}

void Fields::add(std::string_view name, bool flag) {
    added(name, AMQP_FIELD_KIND_BOOLEAN).value.boolean = flag;
}

void Fields::add(std::string_view name, const Fields& fields) {
    added(name, AMQP_FIELD_KIND_TABLE).value.table = fields.table();
}

boost::json::object to_json(const amqp_table_t& table) {
    boost::json::object object;
    for (const auto& [key, value] : std::span{table.entries, static_cast<std::size_t>(table.num_entries)}) {
        if (value.kind == AMQP_FIELD_KIND_UTF8 || value.kind == AMQP_FIELD_KIND_BYTES)
            object[view(key)] = view(value.value.bytes);
        else if (const auto number = integer(value))
            object[view(key)] = *number;
    }
    return object;
}

} // namespace resuelve::rabbitmq
