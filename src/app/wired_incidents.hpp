#pragma once

#include "app/wired_service.hpp"
#include "services/api/receipts.hpp"

namespace resuelve::app {

/// What intake and resolution have in common: a desk on the incidents, and signed receipts.
api::Desk desk_of(const Shared& shared, std::string source);

/// Renders PDF on the files' pool: it takes milliseconds.
api::ReceiptRenderer renderer_on(BlockingPool& pool);

} // namespace resuelve::app
