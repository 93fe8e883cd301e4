#pragma once

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <type_traits>

namespace resuelve::json {

/// A C++ name as it is written outside: "public_" and "delete_" lose what keywords force on them.
constexpr std::string_view outside_name(std::string_view name) {
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

/// The name of a BOOST_DESCRIBEd enumerator; empty for a value without one.
template <class E>
constexpr std::string_view enum_name(E value) {
    std::string_view found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
        if (enumerator.value == value) found = outside_name(enumerator.name);
    });
    return found;
}

/// The enumerator of that name, exactly; nothing if there is none.
template <class E>
constexpr std::optional<E> enum_from(std::string_view name) {
    std::optional<E> found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
        if (outside_name(enumerator.name) == name) found = enumerator.value;
    });
    return found;
}

/// All enumerators in their order.
template <class E>
constexpr auto enum_values() {
    using Enumerators = boost::describe::describe_enumerators<E>;
    std::array<E, boost::mp11::mp_size<Enumerators>::value> values{};
    std::size_t n = 0;
    boost::mp11::mp_for_each<Enumerators>([&](auto enumerator) { values[n++] = enumerator.value; });
    return values;
}

} // namespace resuelve::json
