#include "app/embedded/embedded.hpp"

#include <array>
#include <stdexcept>
#include <string>

namespace resuelve::app {
namespace {

// clang-format off
constexpr char home_html[] = {
#embed <home/index.html>
};
constexpr char home_css[] = {
#embed <home/home.css>
};
constexpr char icon_svg[] = {
#embed <home/icon.svg>
};
constexpr char docs_html[] = {
#embed <docs/index.html>
};
constexpr char viewer_js[] = {
#embed <docs/viewer.js>
};
constexpr char swagger_css[] = {
#embed <node_modules/swagger-ui-dist/swagger-ui.css>
};
constexpr char swagger_js[] = {
#embed <node_modules/swagger-ui-dist/swagger-ui-bundle.js>
};
constexpr char openapi_common[] = {
#embed <openapi/common.json>
};
constexpr char openapi_incidents[] = {
#embed <openapi/incidents.json>
};
constexpr char openapi_customers[] = {
#embed <openapi/customers.json>
};
constexpr char openapi_employees[] = {
#embed <openapi/employees.json>
};
constexpr char openapi_intake[] = {
#embed <openapi/intake.json>
};
constexpr char openapi_resolution[] = {
#embed <openapi/resolution.json>
};
constexpr char openapi_notifications[] = {
#embed <openapi/notifications.json>
};
// clang-format on

template <std::size_t N>
constexpr std::string_view text(const char (&bytes)[N]) {
    return {bytes, N};
}

constexpr std::array files{
    EmbeddedFile{"/assets/home.css", "text/css; charset=utf-8", text(home_css)},
    EmbeddedFile{"/assets/icon.svg", "image/svg+xml", text(icon_svg)},
    EmbeddedFile{"/api/docs", "text/html; charset=utf-8", text(docs_html)},
    EmbeddedFile{"/api/docs/viewer.js", "text/javascript; charset=utf-8", text(viewer_js)},
    EmbeddedFile{"/api/docs/swagger-ui.css", "text/css; charset=utf-8", text(swagger_css)},
    EmbeddedFile{"/api/docs/swagger-ui-bundle.js", "text/javascript; charset=utf-8", text(swagger_js)},
};

struct OpenapiPart {
    std::string_view name;
    std::string_view json;
};

constexpr std::array openapi_parts{
    OpenapiPart{"common", text(openapi_common)},
    OpenapiPart{"incidents", text(openapi_incidents)},
    OpenapiPart{"customers", text(openapi_customers)},
    OpenapiPart{"employees", text(openapi_employees)},
    OpenapiPart{"intake", text(openapi_intake)},
    OpenapiPart{"resolution", text(openapi_resolution)},
    OpenapiPart{"notifications", text(openapi_notifications)},
};

} // namespace

std::span<const EmbeddedFile> embedded_files() {
    return files;
}

std::string_view home_page() {
    return text(home_html);
}

std::string_view openapi_part(std::string_view name) {
    for (const auto& part : openapi_parts)
        if (part.name == name) return part.json;
    throw std::logic_error{"there is no OpenAPI document of " + std::string{name}};
}

} // namespace resuelve::app
