#include "app/admin/keys.hpp"

#include "app/data_directory.hpp"
#include "platform/crypto/signature.hpp"
#include "platform/time/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace resuelve::app {
namespace {

struct KeyRow {
    std::string_view purpose;
    std::string_view holders; ///< the services that need the secret half
    bool is_published;        ///< whether others verify with the public half
};

constexpr std::array key_table{
    KeyRow{"customers", "customers", true}, KeyRow{"employees", "employees", true},
    KeyRow{"intake", "intake", true},       KeyRow{"sessions", "customers, employees", false},
    KeyRow{"factors", "employees", false},  KeyRow{"receipts", "intake, resolution", false},
};

/// Without making the data directory, which the keys may lie far from.
std::filesystem::path directory_of(const ServeOptions& options) {
    return options.keys.empty() ? DataDirectory{options.data}.keys() : options.keys;
}

} // namespace

std::vector<std::string> key_purposes() {
    std::vector<std::string> purposes;
    for (const auto& row : key_table)
        purposes.emplace_back(row.purpose);
    return purposes;
}

void create_keys(const ServeOptions& options, const std::vector<std::string>& rotated, std::ostream& output) {
    const SystemClock clock;
    SystemRandom random;
    const auto directory = directory_of(options);
    for (const auto& row : key_table) {
        KeyRing ring{directory, row.purpose, clock.now(), random};
        if (std::ranges::find(rotated, row.purpose) != rotated.end()) ring.rotate(clock.now(), random);
        if (row.is_published) publish(ring, directory);
        output << fmt::format("{}.key for {}\n", ring.newest().id, row.holders);
    }
}

} // namespace resuelve::app
