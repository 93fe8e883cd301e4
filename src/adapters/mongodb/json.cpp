#include "adapters/mongodb/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <limits>
#include <stdexcept>

namespace resuelve::mongodb {
namespace {

std::int64_t as_signed(std::uint64_t number) {
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        throw std::range_error{fmt::format("{} is too large for the store", number)};
    return static_cast<std::int64_t>(number);
}

/// Calls `keep(Value)` while all that the value refers to lives.
template <class Keep>
void with_value(const boost::json::value& json, Keep keep) {
    switch (json.kind()) {
    case boost::json::kind::null:
        return keep(Value{nullptr});
    case boost::json::kind::bool_:
        return keep(Value{json.get_bool()});
    case boost::json::kind::int64:
        return keep(Value{json.get_int64()});
    case boost::json::kind::uint64:
        return keep(Value{as_signed(json.get_uint64())});
    case boost::json::kind::double_:
        return keep(Value{json.get_double()});
    case boost::json::kind::string:
        return keep(Value{std::string_view{json.get_string()}});
    case boost::json::kind::array:
        return keep(Value{from_json(json.get_array())});
    case boost::json::kind::object:
        return keep(Value{from_json(json.get_object())});
    }
}

boost::json::value json_of(const Element& element) {
    switch (element.type()) {
    case BSON_TYPE_NULL:
        return nullptr;
    case BSON_TYPE_BOOL:
        return element.boolean();
    case BSON_TYPE_INT32:
    case BSON_TYPE_INT64:
        return element.integer();
    case BSON_TYPE_DOUBLE:
        return element.number();
    case BSON_TYPE_UTF8:
        return boost::json::string{element.text()};
    case BSON_TYPE_ARRAY:
        return to_json(element.items());
    case BSON_TYPE_DOCUMENT:
        return to_json(element.document());
    default:
        throw std::runtime_error{fmt::format("the store's {} has no form in JSON", element.name())};
    }
}

} // namespace

Document from_json(const boost::json::object& json) {
    Document document;
    for (const auto& member : json)
        with_value(member.value(), [&](Value value) { document.append(std::string_view{member.key()}, value); });
    return document;
}

Array from_json(const boost::json::array& json) {
    Array array;
    for (const auto& item : json)
        with_value(item, [&](Value value) { array.push(value); });
    return array;
}

boost::json::object to_json(View document) {
    boost::json::object json;
    for (const auto& element : document.elements())
        json.emplace(std::string_view{element.name()}, json_of(element));
    return json;
}

boost::json::array to_json(const std::vector<Element>& items) {
    boost::json::array json;
    for (const auto& item : items)
        json.push_back(json_of(item));
    return json;
}

} // namespace resuelve::mongodb
