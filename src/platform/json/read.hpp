#pragma once

#include "platform/json/enum_names.hpp"
#include "platform/json/field_errors.hpp"
#include "platform/json/fields.hpp"
#include "platform/json/parse.hpp"
#include "platform/time/instant.hpp"

#include <boost/describe/members.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace resuelve::json {

/// A type that is written as a string and reads itself: Uuid, Id<Tag>, Email, Reference.
/// If it has a `static constexpr std::string_view expected` ("an e-mail address"), error messages say that.
template <class T>
concept ParsedFromString = requires(std::string_view text) {
    { T::parse(text) } -> std::same_as<std::optional<T>>;
};

/// A type with an own `void read_json(T& into, const boost::json::value& from, json::FieldErrors&)` beside it.
template <class T>
concept HasOwnReader =
    requires(T& into, const boost::json::value& from, FieldErrors& errors) { read_json(into, from, errors); };

template <class T>
concept DescribedStruct = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;

template <class E>
concept DescribedEnum = std::is_enum_v<E> && boost::describe::has_describe_enumerators<E>::value;

/// The members of a described struct, its bases' too.
template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

// How each kind is read. What is wrong is told to `errors`, and `into` is then unspecified.
void read_into(bool& into, const boost::json::value& from, FieldErrors& errors);
void read_into(double& into, const boost::json::value& from, FieldErrors& errors);
/// As it came, in NFC: for passwords and what is checked elsewhere. Others want Text or Line.
void read_into(std::string& into, const boost::json::value& from, FieldErrors& errors);
void read_into(Instant& into, const boost::json::value& from, FieldErrors& errors);
void read_into(std::chrono::year_month_day& into, const boost::json::value& from, FieldErrors& errors);
/// Any JSON, kept as it is.
void read_into(boost::json::value& into, const boost::json::value& from, FieldErrors& errors);
void read_into(boost::json::object& into, const boost::json::value& from, FieldErrors& errors);

template <class T>
void read_into(T& into, const boost::json::value& from, FieldErrors& errors);
template <class T>
void read_into(std::optional<T>& into, const boost::json::value& from, FieldErrors& errors);
template <class T>
void read_into(Maybe<T>& into, const boost::json::value& from, FieldErrors& errors);
template <class T>
void read_into(std::vector<T>& into, const boost::json::value& from, FieldErrors& errors);

namespace detail {

std::int64_t read_integer(const boost::json::value& from, std::int64_t min, std::int64_t max, FieldErrors& errors);
std::string read_text(const boost::json::value& from, std::size_t min, std::size_t max, bool one_line,
                      FieldErrors& errors);
/// Nothing, and an error, if it is no string.
std::optional<std::string> read_string(const boost::json::value& from, FieldErrors& errors);
void wrong_type(std::string_view expected, const boost::json::value& from, FieldErrors& errors);
void not_one_of(std::vector<std::string_view> names, FieldErrors& errors);
/// Says "unknown" of each key that is not among `names`.
void refuse_unknown(const boost::json::object& object, std::span<const std::string_view> names, FieldErrors& errors);
void check_size(std::size_t size, std::size_t min, std::size_t max, FieldErrors& errors);

template <class T>
inline constexpr bool may_be_absent = false;
template <class T>
inline constexpr bool may_be_absent<std::optional<T>> = true;
template <class T>
inline constexpr bool may_be_absent<Maybe<T>> = true;

template <std::size_t Min, std::size_t Max>
void read_limited(Text<Min, Max>& into, const boost::json::value& from, FieldErrors& errors) {
    into.value = read_text(from, Min, Max, false, errors);
}
template <std::size_t Min, std::size_t Max>
void read_limited(Line<Min, Max>& into, const boost::json::value& from, FieldErrors& errors) {
    into.value = read_text(from, Min, Max, true, errors);
}
template <std::int64_t Min, std::int64_t Max>
void read_limited(Int<Min, Max>& into, const boost::json::value& from, FieldErrors& errors) {
    into.value = read_integer(from, Min, Max, errors);
}
template <class T, std::size_t Min, std::size_t Max>
void read_limited(List<T, Min, Max>& into, const boost::json::value& from, FieldErrors& errors) {
    read_into(into.value, from, errors);
    if (from.is_array()) check_size(into.value.size(), Min, Max, errors);
}
template <class T>
concept Limited =
    requires(T& into, const boost::json::value& from, FieldErrors& errors) { read_limited(into, from, errors); };

template <DescribedStruct T>
void read_struct(T& into, const boost::json::value& from, FieldErrors& errors) {
    const auto* object = from.if_object();
    if (!object) return wrong_type("an object", from, errors);
    std::array<std::string_view, boost::mp11::mp_size<Members<T>>::value> names;
    std::size_t n = 0;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        const auto name = names[n++] = outside_name(member.name);
        auto& field = into.*member.pointer;
        const FieldErrors::Within within{errors, name};
        if (const auto* found = object->if_contains(name))
            read_into(field, *found, errors);
        else if constexpr (!may_be_absent<std::remove_cvref_t<decltype(field)>>)
            errors.add("required", "is missing");
    });
    refuse_unknown(*object, names, errors);
}

} // namespace detail

template <class T>
void read_into(T& into, const boost::json::value& from, FieldErrors& errors) {
    if constexpr (HasOwnReader<T>) {
        read_json(into, from, errors);
    } else if constexpr (ParsedFromString<T>) {
        const auto text = detail::read_string(from, errors);
        if (!text) return;
        if (auto parsed = T::parse(*text))
            into = std::move(*parsed);
        else if constexpr (requires { T::expected; })
            errors.add("malformed", "is not " + std::string{T::expected});
        else
            errors.add("malformed", "is not well-formed");
    } else if constexpr (DescribedEnum<T>) {
        const auto text = detail::read_string(from, errors);
        if (!text) return;
        if (const auto found = enum_from<T>(*text)) return void(into = *found);
        std::vector<std::string_view> names;
        for (const auto value : enum_values<T>())
            names.push_back(enum_name(value));
        detail::not_one_of(std::move(names), errors);
    } else if constexpr (std::integral<T>) {
        using Limits = std::numeric_limits<T>;
        into = static_cast<T>(detail::read_integer(
            from, std::cmp_less(Limits::min(), -max_integer) ? -max_integer : static_cast<std::int64_t>(Limits::min()),
            std::cmp_greater(Limits::max(), max_integer) ? max_integer : static_cast<std::int64_t>(Limits::max()),
            errors));
    } else if constexpr (detail::Limited<T>) {
        detail::read_limited(into, from, errors);
    } else {
        static_assert(DescribedStruct<T>, "describe the struct with BOOST_DESCRIBE_STRUCT, or give it a read_json");
        detail::read_struct(into, from, errors);
    }
}

template <class T>
void read_into(std::optional<T>& into, const boost::json::value& from, FieldErrors& errors) {
    if (from.is_null())
        into.reset();
    else
        read_into(into.emplace(), from, errors);
}

template <class T>
void read_into(Maybe<T>& into, const boost::json::value& from, FieldErrors& errors) {
    if (from.is_null()) return void(into = std::nullopt);
    T value{};
    read_into(value, from, errors);
    into = Maybe<T>{std::move(value)};
}

template <class T>
void read_into(std::vector<T>& into, const boost::json::value& from, FieldErrors& errors) {
    const auto* array = from.if_array();
    if (!array) return detail::wrong_type("an array", from, errors);
    into.clear();
    into.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
        const FieldErrors::Within within{errors, i};
        T element{}; // not emplace_back(): a vector<bool> has no bool& to give
        read_into(element, (*array)[i], errors);
        into.push_back(std::move(element));
    }
}

/// Fills T from JSON that was parsed already. std::optional and Maybe members may be absent, all others must be there,
/// and no key may be unknown. Throws Problem::invalid with every error: "required", "unknown", "wrong_type",
/// "too_short", "too_long", "control_character", "out_of_range", "malformed", "too_few", "too_many".
template <class T>
T read_value(const boost::json::value& from) {
    T into{};
    FieldErrors errors;
    read_into(into, from, errors);
    errors.throw_if_any();
    return into;
}

/// Fills T from a request's body. Throws Problem::malformed if it is not strict JSON, else as read_value.
template <class T>
T read(std::string_view body) {
    return read_value<T>(parse(body));
}

} // namespace resuelve::json
