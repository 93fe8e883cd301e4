#pragma once

#include "platform/crypto/signature.hpp"
#include "services/api/testing.hpp"
#include "services/intake/intake.hpp"

namespace resuelve::intake {

using namespace api::testing;

/// The service on a shop in memory.
struct IntakeTest : ::testing::Test {
    TestShop shop;
    KeyRing token_keys{shop.keys.path(), "customers", filing_time, shop.random};
    access::TokenIssuer tokens{"intake", SigningKey{token_keys.newest()}};
    Intake intake{.desk = shop.desk,
                  .tell = [this](std::vector<events::Event> events) { return shop.bus.publish(std::move(events)); },
                  .live = shop.live,
                  .receipts = shop.receipts,
                  .tokens = tokens,
                  .audit = shop.audit,
                  .access_answer_after = std::chrono::milliseconds{0}};
    TestApi& api = shop.api;

    IntakeTest() { api.add(routes(intake)); }

    static constexpr std::string_view claim =
        R"({"subject":"La cafetera gotea","description":"Gotea desde el primer día.","points":["Que se repare"]})";

    Answered file() { return api.post(ana(), "/api/v1/my/incidents", std::string{claim}); }
    static std::string path_of(const incidents::Incident& incident, std::string_view rest = {}) {
        return "/api/v1/my/incidents/" + incident.id.to_string() + std::string{rest};
    }
};

} // namespace resuelve::intake
