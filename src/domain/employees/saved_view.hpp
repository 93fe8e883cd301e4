#pragma once

#include "domain/employees/kept_store.hpp"
#include "platform/json/fields.hpp"

#include <boost/describe/class.hpp>

namespace resuelve::employees {

using SavedViewId = Id<struct SavedViewTag>;

namespace limits {
inline constexpr std::size_t view_name = 60;     ///< code points
inline constexpr std::size_t view_query = 1'000; ///< code points
} // namespace limits

/// A list of the queue that somebody asks for again and again.
struct SavedView {
    static constexpr Kept kept = Kept::views;
    static constexpr std::size_t most = 50; ///< of one holder
    static constexpr std::size_t bytes = 256uz * 1024;

    SavedViewId id{};
    json::Line<1, limits::view_name> name{};
    std::string query{}; ///< what the list of incidents is asked: "status=registered&sort=deadline"
    std::int64_t version = 1;
    Instant created_at{};
    Instant updated_at{};

    bool operator==(const SavedView&) const = default;
};
BOOST_DESCRIBE_STRUCT(SavedView, (), (id, name, query, version, created_at, updated_at))

} // namespace resuelve::employees
