#include "domain/customers/customer.hpp"
#include "domain/customers/notes.hpp"
#include "platform/http/problem.hpp"

#include <gtest/gtest.h>

namespace resuelve::customers {
namespace {

const Instant noted_at{std::chrono::milliseconds{1'764'000'000'123}};

Notes some_notes(std::int64_t version = 1) {
    return {.text = "Prefiere la \"tarde\"\ny $mañana",
            .version = version,
            .changed_by = Uuid{{7}},
            .changed_by_name = "Marta",
            .changed_at = noted_at};
}

Customer noted(Customer customer, std::int64_t version) {
    customer.change_notes(some_notes(version));
    return customer.noted();
}

TEST(Notes, ComeBackAsTheyWereWritten) {
    EXPECT_EQ(read_notes(written(some_notes())), some_notes());
    EXPECT_EQ(written(std::nullopt), std::nullopt);
    EXPECT_EQ(read_notes(std::nullopt), std::nullopt);
}

TEST(Notes, ThatNobodyWroteAreRefused) {
    EXPECT_THROW(read_notes("[]"), Problem);
    EXPECT_THROW(read_notes("{"), Problem);
}

TEST(Notes, AreAVersionOfTheWholeAndNotOfTheOwnRecord) {
    const Customer fresh{CustomerId{{{1}}}, *Email::parse("ana@tienda.es"), noted_at};
    const auto twice = noted(noted(fresh, 1), 2);
    EXPECT_EQ(twice.version(), fresh.version() + 2);
    EXPECT_EQ(twice.own_version(), fresh.own_version());
    EXPECT_EQ(twice.updated_at(), fresh.updated_at());
}

TEST(Notes, LeaveTheOwnVersionRisingWithEachChangeAndWithTheErasure) {
    auto customer = noted(Customer{CustomerId{{{1}}}, *Email::parse("ana@tienda.es"), noted_at}, 1);
    const auto changed = customer.changed_at(noted_at + std::chrono::minutes{1});
    EXPECT_EQ(changed.own_version(), customer.own_version() + 1);
    auto erased = changed;
    erased.erase(noted_at + std::chrono::minutes{2});
    EXPECT_GT(erased.changed_at(noted_at + std::chrono::minutes{2}).own_version(), changed.own_version());
}

} // namespace
} // namespace resuelve::customers
