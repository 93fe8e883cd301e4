// A settings file: read, or refused with its line.
#include "platform/config/toml.hpp"

#include <cstdlib>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        for (const auto& entry : resuelve::config::read_toml({reinterpret_cast<const char*>(bytes), size}))
            if (entry.name.find('_') != std::string::npos || entry.line < 1) std::abort();
    } catch (const std::runtime_error& error) {
        if (!std::string_view{error.what()}.starts_with("line ")) std::abort();
    }
    return 0;
}
