#pragma once

#include <span>
#include <string_view>

namespace resuelve::app {

/// A file that the binary carries.
struct EmbeddedFile {
    std::string_view path; ///< where it is served; a page that is filled in first has none
    std::string_view content_type;
    std::string_view bytes;
};

/// What is served as it is: styles, scripts, pictures.
std::span<const EmbeddedFile> embedded_files();

/// The home page, with {{version}} and {{sign_ins}} to be filled in.
std::string_view home_page();

/// A part of the OpenAPI document in JSON: "common", "incidents", or of a service. Throws std::logic_error for others.
std::string_view openapi_part(std::string_view name);

} // namespace resuelve::app
