#include "domain/incidents/receipt.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/signature.hpp"
#include "services/api/receipts.hpp"
#include "services/api/testing.hpp"

namespace resuelve::api {
namespace {

using namespace testing;

PublicKey published_key(const Receipts& receipts, std::string_view id) {
    const auto keys = receipts.keys();
    for (const auto& key : keys.at("items").as_array()) {
        if (key.at("key_id").as_string() != boost::json::string_view{id}) continue;
        PublicKey found{.id = std::string{id}, .bytes = {}};
        const auto bytes = from_base64url(std::string_view{key.at("public_key").as_string()}).value();
        std::ranges::copy(bytes, found.bytes.begin());
        return found;
    }
    throw std::runtime_error{"the key is not published"};
}

TEST(Receipts, AreVerifiedWithThePublishedKey) {
    TestShop shop;
    const auto receipt = shop.receipts.issue(an_incident().with_points(2).now(), {}, shop.clock.now());
    const auto& signature = receipt.at("signature").as_object();
    const auto key = published_key(shop.receipts, std::string_view{signature.at("key_id").as_string()});
    const auto value = from_base64url(std::string_view{signature.at("value").as_string()}).value();
    EXPECT_TRUE(verifies(key, value, incidents::bytes_to_sign(receipt)));

    const auto payload = from_base64url(std::string_view{signature.at("payload").as_string()}).value();
    EXPECT_EQ(std::string(payload.begin(), payload.end()), incidents::bytes_to_sign(receipt));

    auto forged = receipt;
    forged["subject"] = "Otra cosa";
    EXPECT_FALSE(verifies(key, value, incidents::bytes_to_sign(forged)));
}

TEST(Receipts, AreVerifiedFromTheirCodeToo) {
    TestShop shop;
    const auto receipt = shop.receipts.issue(an_incident().with_points(2).now(), {}, shop.clock.now());
    auto read = incidents::receipt_in(incidents::receipt_code(receipt)).value();
    EXPECT_EQ(shop.receipts.verify(read), ReceiptVerdict::genuine);
    read["subject"] = "Otra cosa";
    EXPECT_EQ(shop.receipts.verify(read), ReceiptVerdict::bad_signature);
}

TEST(Receipts, LeadToTheIncidentsPage) {
    TestShop shop;
    const auto incident = an_incident().now();
    EXPECT_EQ(std::string_view{shop.receipts.issue(incident, {}, shop.clock.now()).at("status_url").as_string()},
              "https://tienda.example/i/" + incident.reference.value);
}

} // namespace
} // namespace resuelve::api
