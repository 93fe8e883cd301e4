#pragma once

#include "adapters/inprocess/event_bus.hpp"
#include "app/background.hpp"
#include "app/services.hpp"
#include "app/stores.hpp"
#include "platform/metrics/metrics.hpp"

namespace resuelve::app {

/// Adds to /metrics what is behind, full or withheld (reliability.md §5: what is late is measured). All outlive it.
void watch(Metrics& metrics, Stores& stores, const inprocess::EventBus& bus, const Background& background,
           Services& services);

} // namespace resuelve::app
