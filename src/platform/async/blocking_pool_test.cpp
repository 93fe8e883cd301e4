#include "platform/async/blocking_pool.hpp"
#include "platform/async/run.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace resuelve {
namespace {

TEST(BlockingPool, RunsElsewhereAndComesBack) {
    BlockingPool pool{"test", 1, 4};
    const auto here = std::this_thread::get_id();
    std::thread::id ran_on;
    std::thread::id came_back_on;
    run([&]() -> awaitable<void> {
        ran_on = co_await pool.run([] { return std::this_thread::get_id(); });
        came_back_on = std::this_thread::get_id();
    }());
    EXPECT_NE(ran_on, here);
    EXPECT_EQ(came_back_on, here);
}

TEST(BlockingPool, HandsExceptionsToTheCaller) {
    BlockingPool pool{"test", 1, 4};
    EXPECT_THROW(run(pool.run([]() -> int { throw std::runtime_error{"no"}; })), std::runtime_error);
}

TEST(BlockingPool, RefusesWhatItHasNoRoomFor) {
    BlockingPool pool{"test", 1, 0};
    EXPECT_THROW(run(pool.run([] {})), QueueFull);
    EXPECT_EQ(pool.waiting(), 0U);
}

} // namespace
} // namespace resuelve
