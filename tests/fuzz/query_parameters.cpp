// Decodes a query and reads it as a list's parameters: everything wrong is a Problem.
#include "services/api/query_parameters.hpp"

#include "platform/http/percent.hpp"
#include "platform/ids/uuid.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace resuelve;
    try {
        const auto text = http::percent_decoded({reinterpret_cast<const char*>(bytes), size}, true);
        http::Parameters query;
        for (const auto* name : {"q", "limit", "cursor", "since", "flag", "id"})
            query.add(name, text);
        api::QueryParameters parameters{query, {"q", "limit", "cursor", "since", "flag", "id"}};
        parameters.search("q");
        const auto limit = parameters.limit();
        parameters.cursor();
        parameters.instant("since");
        parameters.flag("flag");
        parameters.id<Uuid>("id");
        parameters.finish();
        if (limit < 1 || limit > api::limits::page_max) std::abort();
    } catch (const Problem& problem) {
        if (problem.status() >= 500) std::abort();
    }
    return 0;
}
