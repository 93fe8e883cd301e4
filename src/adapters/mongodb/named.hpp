#pragma once

#include "adapters/mongodb/bson.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace resuelve::mongodb {

/// The enumerator that a member names. Throws std::runtime_error for one that this program does not know.
template <class E>
E named(const Element& element) {
    const auto value = json::enum_from<E>(element.text());
    if (!value)
        throw std::runtime_error{
            fmt::format("the store's {} is {}, which this program does not know", element.name(), element.text())};
    return *value;
}

} // namespace resuelve::mongodb
