#include "platform/async/spawn.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve {
namespace {

using namespace std::chrono_literals;

awaitable<void> set(bool& done) {
    done = true;
    co_return;
}

awaitable<void> fail() {
    throw std::runtime_error{"the disk is gone"};
    co_return;
}

awaitable<void> wait_an_hour(bool& reached_the_end) {
    boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, 1h};
    co_await timer.async_wait(use_awaitable);
    reached_the_end = true;
}

TEST(Tasks, RunAndAreCounted) {
    boost::asio::io_context context;
    Tasks tasks;
    bool done = false;
    tasks.spawn(context.get_executor(), "set", set(done));
    EXPECT_EQ(tasks.running(), 1U);
    context.run();
    EXPECT_TRUE(done);
    EXPECT_EQ(tasks.running(), 0U);
    EXPECT_TRUE(tasks.wait_for(0ms));
}

TEST(Tasks, LogWhatTheyThrow) {
    const log::Capture capture;
    boost::asio::io_context context;
    Tasks tasks;
    tasks.spawn(context.get_executor(), "relay", fail());
    context.run();
    EXPECT_THAT(capture.text(), testing::HasSubstr(R"("task":"relay","error":"the disk is gone")"));
}

TEST(Tasks, EndWhenTheyAreCancelled) {
    const log::Capture capture;
    boost::asio::io_context context;
    Tasks tasks;
    bool reached_the_end = false;
    tasks.spawn(context.get_executor(), "timer", wait_an_hour(reached_the_end));
    context.poll();
    EXPECT_FALSE(tasks.wait_for(0ms));
    tasks.cancel();
    context.run();
    EXPECT_TRUE(tasks.wait_for(0ms));
    EXPECT_FALSE(reached_the_end);
    EXPECT_EQ(capture.text(), "");
}

TEST(Tasks, AreRefusedAfterCancel) {
    boost::asio::io_context context;
    Tasks tasks;
    tasks.cancel();
    bool done = false;
    tasks.spawn(context.get_executor(), "late", set(done));
    context.run();
    EXPECT_FALSE(done);
}

} // namespace
} // namespace resuelve
