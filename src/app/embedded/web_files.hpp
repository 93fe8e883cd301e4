#pragma once

#include <span>
#include <string_view>

namespace resuelve::app {

/// A script or style of the web application, with a hash in its name.
struct WebAsset {
    std::string_view path;
    std::string_view content_type;
    std::string_view etag;
    std::string_view bytes;
    std::string_view brotli;
    std::string_view gzip;
};

/// The page of one route of the web application in one language. {{theme}} and {{shop_…}} are to be filled in.
struct WebPage {
    std::string_view pattern; ///< as the router's
    std::string_view language;
    std::string_view html;
};

std::span<const WebAsset> web_assets();
std::span<const WebPage> web_pages();

} // namespace resuelve::app
