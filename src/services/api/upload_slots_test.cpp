#include "platform/http/problem.hpp"
#include "services/api/upload_slots.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace resuelve::api {
namespace {

Uuid account(std::uint8_t n) {
    Uuid id;
    id.bytes.back() = n;
    return id;
}

TEST(UploadSlots, AreFourForEachAccountUntilOneIsGivenBack) {
    UploadSlots slots;
    std::vector<UploadSlots::Slot> held;
    for (std::size_t i = 0; i < limits::uploads_at_once; ++i)
        held.push_back(slots.take(account(1)));
    EXPECT_THROW(slots.take(account(1)), Problem);
    EXPECT_NO_THROW(slots.take(account(2)));
    held.pop_back();
    EXPECT_NO_THROW(slots.take(account(1)));
    held.push_back(slots.take(account(1)));
    EXPECT_THROW(slots.take(account(1)), Problem);
}

TEST(UploadSlots, MayGoBeforeARequestThatHoldsOne) {
    auto slots = std::make_unique<UploadSlots>();
    const auto held = slots->take(account(1));
    slots.reset();
}

} // namespace
} // namespace resuelve::api
