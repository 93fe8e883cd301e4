// A reference that is read is written in one way, and reads back.
#include "domain/incidents/reference.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using resuelve::incidents::Reference;
    const auto reference = Reference::parse({reinterpret_cast<const char*>(bytes), size});
    if (reference && (reference->value.size() != 14 || Reference::parse(reference->value) != reference)) std::abort();
    return 0;
}
