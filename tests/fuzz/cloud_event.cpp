// An event from a bus: refused with std::invalid_argument, or the same after writing and reading it again.
#include "domain/events/event.hpp"

#include <boost/json/parse.hpp>

#include <cstdlib>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace resuelve::events;
    boost::system::error_code error;
    const auto json = boost::json::parse({reinterpret_cast<const char*>(bytes), size}, error);
    if (error) return 0;
    try {
        const auto written = to_cloud_event(from_cloud_event(json));
        if (to_cloud_event(from_cloud_event(written)) != written) std::abort();
    } catch (const std::invalid_argument&) {
        return 0;
    }
    return 0;
}
