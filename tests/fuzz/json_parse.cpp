// Strict JSON: what is accepted is of the same kind when it is written and read again. (Boost 1.81 rounds fractions.)
#include "platform/http/problem.hpp"
#include "platform/json/parse.hpp"

#include <boost/json/serialize.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        const auto value = resuelve::json::parse({reinterpret_cast<const char*>(bytes), size});
        if (resuelve::json::parse(boost::json::serialize(value)).kind() != value.kind()) std::abort();
    } catch (const resuelve::Problem& problem) {
        if (problem.code() != resuelve::Problem::malformed) std::abort();
    }
    return 0;
}
