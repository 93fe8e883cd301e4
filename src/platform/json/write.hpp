#pragma once

#include "platform/json/read.hpp"

namespace resuelve::json {

/// A type with an own `boost::json::value write_json(const T&)` beside it.
template <class T>
concept HasOwnWriter = requires(const T& from) {
    { write_json(from) } -> std::convertible_to<boost::json::value>;
};

/// A type that is written as a string: Uuid, Id<Tag>.
template <class T>
concept WrittenAsString = requires(const T& from) {
    { from.to_string() } -> std::convertible_to<std::string_view>;
};

/// The mirror of read_value: what it gives is read back as the same. An empty std::optional is null, an absent Maybe
/// is left out.
template <class T>
boost::json::value to_json(const T& from);
template <class T>
boost::json::value to_json(const std::optional<T>& from);
template <class T>
boost::json::value to_json(const Maybe<T>& from);
template <class T>
boost::json::value to_json(const std::vector<T>& from);

namespace detail {

template <class T>
inline constexpr bool is_maybe = false;
template <class T>
inline constexpr bool is_maybe<Maybe<T>> = true;

template <DescribedStruct T>
boost::json::value write_struct(const T& from) {
    boost::json::object object;
    object.reserve(boost::mp11::mp_size<Members<T>>::value);
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        const auto& field = from.*member.pointer;
        if constexpr (is_maybe<std::remove_cvref_t<decltype(field)>>)
            if (field.absent()) return;
        object.emplace(outside_name(member.name), to_json(field));
    });
    return object;
}

} // namespace detail

template <class T>
boost::json::value to_json(const T& from) {
    if constexpr (HasOwnWriter<T>)
        return write_json(from);
    else if constexpr (std::is_same_v<T, Instant>)
        return boost::json::string{to_rfc3339(from)};
    else if constexpr (std::is_same_v<T, std::chrono::year_month_day>)
        return boost::json::string{to_iso_date(from)};
    else if constexpr (WrittenAsString<T>)
        return boost::json::string{std::string_view{from.to_string()}};
    else if constexpr (DescribedEnum<T>)
        return boost::json::string{enum_name(from)};
    else if constexpr (std::is_convertible_v<const T&, std::string_view>)
        return boost::json::string{std::string_view{from}};
    else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, boost::json::value> ||
                       std::is_same_v<T, boost::json::object> || std::is_same_v<T, boost::json::array>)
        return boost::json::value(from);
    else if constexpr (detail::Limited<T>)
        return to_json(from.value);
    else {
        static_assert(DescribedStruct<T>, "describe the struct with BOOST_DESCRIBE_STRUCT, or give it a write_json");
        return detail::write_struct(from);
    }
}

template <class T>
boost::json::value to_json(const std::optional<T>& from) {
    return from ? to_json(*from) : boost::json::value{};
}
template <class T>
boost::json::value to_json(const Maybe<T>& from) {
    return to_json(from.as_optional());
}
template <class T>
boost::json::value to_json(const std::vector<T>& from) {
    boost::json::array array;
    array.reserve(from.size());
    for (const auto& element : from)
        array.push_back(to_json(element));
    return array;
}

} // namespace resuelve::json
