#pragma once

#include "app/service_names.hpp"

#include <span>
#include <string>
#include <string_view>

namespace resuelve::app {

/// One OpenAPI document from the common one and the services': paths, tags and components are joined.
/// Throws std::logic_error if two of them define the same path or component.
std::string merge_openapi(std::span<const std::string_view> documents, std::string_view version);

/// The document of a process that runs these services.
std::string openapi_of(const ServiceNames& services, std::string_view version);

} // namespace resuelve::app
