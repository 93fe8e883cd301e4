#pragma once

#include "app/service_names.hpp"

#include <string>
#include <vector>

namespace resuelve::app {

/// What a service's consumer wants to hear: what its subscriptions.cpp says, for processes that run other services.
/// Whoever publishes makes everybody's queues, so that nothing is published past a service that has not been started
/// yet. The consumer is called as the service.
struct ConsumerRow {
    ServiceName service;
    std::vector<std::string> types;
};

/// Of every service that listens; a test compares it with the subscriptions.
std::vector<ConsumerRow> every_consumer();

} // namespace resuelve::app
