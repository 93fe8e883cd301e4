// Foreign cursors are refused, ours lead back to their position.
#include "domain/incidents/list_cursor.hpp"

#include "platform/http/problem.hpp"

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace resuelve;
    incidents::IncidentQuery query;
    query.cursor.assign(reinterpret_cast<const char*>(bytes), size);
    incidents::ListPosition position{.key = static_cast<std::int64_t>(size)};
    std::copy_n(bytes, std::min(size, position.id.bytes.size()), position.id.bytes.begin());
    try {
        incidents::position_of(query);
    } catch (const Problem& problem) {
        if (problem.code() != Problem::malformed) std::abort();
    }
    query.text = query.cursor;
    query.cursor = incidents::to_cursor(position, query);
    if (incidents::position_of(query) != position) std::abort();
    return 0;
}
