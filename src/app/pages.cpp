#include "app/pages.hpp"

#include "app/embedded/embedded.hpp"
#include "app/home_page.hpp"
#include "app/version.hpp"

namespace resuelve::app {
namespace {

/// Our own pages: nothing from elsewhere, nothing inline.
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

/// The API viewer writes style attributes and shows pictures of its own as data.
constexpr std::string_view viewer_policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                                           "img-src 'self' data:; connect-src 'self'; "
                                           "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

awaitable<http::Response> serve(EmbeddedFile file) {
    auto response = page(file.content_type, std::string{file.bytes});
    if (file.path == "/api/docs") response.headers.set("content-security-policy", std::string{viewer_policy});
    co_return std::move(response).with("cache-control", "public, max-age=3600");
}

awaitable<http::Response> serve_demo_page(const std::string& html) {
    co_return page("text/html; charset=utf-8", html);
}

awaitable<http::Response> serve_openapi(const std::string& document) {
    co_return http::Response::text(200, "application/json", document).with("cache-control", "public, max-age=60");
}

} // namespace

http::Response page(std::string_view content_type, std::string bytes) {
    return http::Response::text(200, content_type, std::move(bytes))
        .with("content-security-policy", std::string{page_policy});
}

void add_pages(http::Router& router, const std::string& openapi) {
    using enum http::Method;
    for (const auto& file : embedded_files())
        router.add({get, std::string{file.path}, http::BodyKind::none, [file](http::Request&) { return serve(file); }});
    router.add({get, "/api/openapi.json", http::BodyKind::none,
                [&openapi](http::Request&) { return serve_openapi(openapi); }});
}

void add_demo_page(http::Router& router) {
    router.add(
        {http::Method::get, "/demostracion", http::BodyKind::none,
         [html = render_home_page(version(), demo_sign_ins())](http::Request&) { return serve_demo_page(html); }});
}

} // namespace resuelve::app
