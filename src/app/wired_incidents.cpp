#include "app/wired_incidents.hpp"

#include "adapters/pdf/receipt_renderer.hpp"

namespace resuelve::app {

api::Desk desk_of(const Shared& shared, std::string source) {
    return {.incidents = shared.stores.incidents->incidents(),
            .blobs = shared.stores.incidents->blobs(),
            .clock = shared.clock,
            .random = shared.random,
            .source = std::move(source)};
}

api::ReceiptRenderer renderer_on(BlockingPool& pool) {
    return [&pool](boost::json::object receipt, std::string language, std::string check_url) -> awaitable<std::string> {
        return pool.run(
            [receipt = std::move(receipt), language = std::move(language), check_url = std::move(check_url)] {
                return pdf::render_receipt(receipt, language, check_url);
            });
    };
}

} // namespace resuelve::app
