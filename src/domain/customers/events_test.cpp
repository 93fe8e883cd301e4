#include "domain/customers/events.hpp"

#include <gtest/gtest.h>

namespace resuelve::customers {
namespace {

using namespace std::chrono_literals;

const Cause cause{Instant{1'000'000ms}, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};

Customer a_customer() {
    Customer customer{CustomerId{*Uuid::parse("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a")},
                      *Email::parse("Ejemplo@gmail.com"), cause.now};
    EXPECT_TRUE(customer.change_first_name("Jesus"));
    customer.change_password_hash("$argon2id$secret", false);
    return customer;
}

TEST(CustomerEvent, CarriesWhatOtherServicesKeepAndNoMore) {
    SeededRandom random{1};
    const auto event = customer_event(event_type::registered, a_customer(), cause, random);
    EXPECT_EQ(event.type, "customer.registered");
    EXPECT_EQ(event.source, "/resuelve/customers");
    EXPECT_EQ(event.subject, a_customer().id().value);
    EXPECT_EQ(event.version, 1);
    EXPECT_EQ(event.time, cause.now);
    EXPECT_EQ(event.traceparent, cause.traceparent);
    EXPECT_EQ(boost::json::serialize(event.data),
              R"({"id":"018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a","version":1,"name":"Jesus","email":"ejemplo@gmail.com",)"
              R"("language":"es","email_verified":false,"active":true})");
}

TEST(CustomerEvent, OfSomebodyErasedHasNoPersonalData) {
    SeededRandom random{1};
    auto customer = a_customer();
    customer.block(cause.now, std::chrono::days{1});
    const auto event = customer_event(event_type::erased, customer, cause, random);
    EXPECT_EQ(boost::json::serialize(event.data),
              R"({"id":"018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a","version":1,"name":"","email":"",)"
              R"("language":"es","email_verified":false,"active":false})");
}

TEST(CustomerEvent, ForALinkCarriesItsToken) {
    SeededRandom random{1};
    const auto link = issue_link(a_customer().id(), Purpose::verify_email, cause.now, random);
    const auto event = link_event(a_customer(), link, cause, random);
    EXPECT_EQ(event.type, "customer.link_requested");
    EXPECT_EQ(event.data.at("token").as_string(), link.token);
    EXPECT_EQ(event.data.at("purpose").as_string(), "verify_email");
    EXPECT_EQ(event.data.at("email").as_string(), "Ejemplo@gmail.com");
    EXPECT_EQ(event.data.at("expires_at").as_string(), to_rfc3339(link.link.expires_at));
}

TEST(CustomerEvent, OfAPasskeyNamesItAndTheAddressOfThatMoment) {
    SeededRandom random{1};
    const auto event = passkey_event(a_customer(), {.added = true, .name = "Teléfono"}, cause, random);
    EXPECT_EQ(event.type, "customer.passkey_added");
    EXPECT_EQ(event.time, cause.now);
    EXPECT_EQ(boost::json::serialize(event.data),
              R"({"customer_id":"018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a","email":"Ejemplo@gmail.com",)"
              R"("passkey":"Teléfono"})");
    EXPECT_EQ(passkey_event(a_customer(), {.added = false}, cause, random).type, "customer.passkey_removed");
}

} // namespace
} // namespace resuelve::customers
