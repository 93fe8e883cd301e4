#pragma once

#include "platform/http/router.hpp"

#include <string>

namespace resuelve::app {

/// Adds what browsers are served: the API page with its viewer, styles and pictures, and the OpenAPI document.
/// `openapi` must outlive the router.
void add_pages(http::Router& router, const std::string& openapi);

/// Adds the page that says who may sign in to the demonstration.
void add_demo_page(http::Router& router);

/// A page of ours as an answer, with the content security policy that it needs (reliability.md §3.3).
http::Response page(std::string_view content_type, std::string bytes);

} // namespace resuelve::app
