#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"

#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

using namespace std::chrono_literals;

awaitable<Response> answer() {
    co_return Response::empty(204);
}
awaitable<Response> refuse() {
    throw Problem{Problem::wrong_credentials};
    co_return Response::empty(204);
}

TEST(FixedTime, IsNotAnsweredEarlier) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(run(at_fixed_time(20ms, answer())).status, 204U);
    EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
}

TEST(FixedTime, HoldsRefusalsBackAsWell) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_THROW(run(at_fixed_time(20ms, refuse())), Problem);
    EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
}

} // namespace
} // namespace resuelve::api
