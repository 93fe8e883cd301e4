// Foreign cursors are refused, ours lead back to their position.
#include "adapters/sqlite/list_cursor.hpp"

#include "platform/http/problem.hpp"

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace resuelve;
    incidents::IncidentQuery query;
    query.cursor.assign(reinterpret_cast<const char*>(bytes), size);
    sqlite::ListPosition position{.key = static_cast<std::int64_t>(size)};
    std::copy_n(bytes, std::min(size, position.id.bytes.size()), position.id.bytes.begin());
    try {
        sqlite::position_of(query);
    } catch (const Problem& problem) {
        if (problem.code() != Problem::malformed) std::abort();
    }
    query.text = query.cursor;
    query.cursor = sqlite::to_cursor(position, query);
    if (sqlite::position_of(query) != position) std::abort();
    return 0;
}
