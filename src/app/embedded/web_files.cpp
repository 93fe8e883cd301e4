#include "app/embedded/web_files.hpp"

#include <array>

namespace resuelve::app {
namespace {

template <std::size_t N>
constexpr std::string_view text(const char (&bytes)[N]) {
    return {bytes, N};
}

// clang-format off
#include <web/app/web_files.inc>
// clang-format on

} // namespace

std::span<const WebAsset> web_assets() {
    return assets;
}

std::span<const WebPage> web_pages() {
    return pages;
}

} // namespace resuelve::app
