#pragma once

#include "platform/http/problem.hpp"

#include <string>

namespace resuelve::mongodb {

/// The cursor of a list in the order of its ids: the last id of the page before; the first page's is empty.
/// Throws Problem::malformed for one that is not ours.
template <class Id>
Id read_id_cursor(const std::string& cursor) {
    if (cursor.empty()) return {};
    const auto id = Id::parse(cursor);
    if (!id) throw Problem{Problem::malformed, "The cursor is not one of ours."};
    return *id;
}

} // namespace resuelve::mongodb
