#pragma once

#include "services/api/route.hpp"

namespace resuelve::api {

/// A use case with its service bound: what a line of routes.cpp takes. The service must outlive the route.
template <class Service>
Handler bind(awaitable<Response> (*use_case)(const Request&, Service&), Service& service) {
    return [use_case, &service](const Request& request) { return use_case(request, service); };
}

} // namespace resuelve::api
