#include "app/lease_keeper.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

using namespace std::chrono_literals;

/// Leases of one place for everybody, which can be taken away or fail.
class Leases final : public events::LeaseStore {
public:
    awaitable<std::optional<events::Lease>> acquire(std::string name, std::string by,
                                                    std::chrono::milliseconds) override {
        ++asked;
        if (away) throw std::runtime_error{"the store is away"};
        if (!holder.empty() && holder != by) co_return std::nullopt;
        holder = by;
        co_return events::Lease{std::move(name), std::move(by), 1};
    }
    awaitable<bool> renew(events::Lease lease, std::chrono::milliseconds) override {
        if (away) throw std::runtime_error{"the store is away"};
        co_return lease.holder == holder;
    }
    awaitable<void> release(events::Lease lease) override {
        if (holder == lease.holder) holder.clear();
        co_return;
    }

    std::string holder;
    bool away = false;
    int asked = 0;
};

struct LeaseKeeper : testing::Test {
    /// `count` is how many of them work at the moment.
    static awaitable<void> count_while_working(int& working, Stopping to_stop) {
        ++working;
        co_await wait_until(std::move(to_stop));
        --working;
    }
    void start(std::string holder) {
        BackgroundWork work{"counting",
                            [this](Stopping to_stop) { return count_while_working(working, std::move(to_stop)); }};
        boost::asio::co_spawn(
            context, keep_doing_alone(std::move(work), leases, std::move(holder), times, [this] { return stopping; }),
            [](const std::exception_ptr& error) {
                if (error) std::rethrow_exception(error);
            });
    }
    /// Runs until it is so; says whether it became so within ten seconds.
    bool becomes(const std::function<bool()>& condition) {
        const auto deadline = std::chrono::steady_clock::now() + 10s;
        while (!condition() && std::chrono::steady_clock::now() < deadline)
            context.run_one_for(1s);
        return condition();
    }
    void TearDown() override {
        stopping = true;
        context.run();
        EXPECT_EQ(working, 0);
    }

    boost::asio::io_context context{1};
    Leases leases;
    LeaseTimes times{.lease = 400ms, .renew = 50ms, .try_again = 10ms};
    int working = 0;
    bool stopping = false;
};

TEST_F(LeaseKeeper, LetsOneWorkAndTheOtherOnlyWhenThatOneIsGone) {
    leases.holder = "somebody else";
    start("me");
    EXPECT_TRUE(becomes([this] { return leases.asked > 2; }));
    EXPECT_EQ(working, 0);
    leases.holder.clear();
    EXPECT_TRUE(becomes([this] { return working == 1; }));
    EXPECT_EQ(leases.holder, "me");
}

TEST_F(LeaseKeeper, StopsTheWorkWhenTheLeaseIsAnothers) {
    start("me");
    EXPECT_TRUE(becomes([this] { return working == 1; }));
    leases.holder = "somebody else";
    EXPECT_TRUE(becomes([this] { return working == 0; }));
    EXPECT_EQ(leases.holder, "somebody else");
}

TEST_F(LeaseKeeper, StopsTheWorkWhenNobodyCanBeAskedForAsLongAsTheLease) {
    start("me");
    EXPECT_TRUE(becomes([this] { return working == 1; }));
    leases.away = true;
    EXPECT_TRUE(becomes([this] { return working == 0; }));
    leases.away = false;
    EXPECT_TRUE(becomes([this] { return working == 1; })) << "and begins again afterwards";
}

TEST_F(LeaseKeeper, GivesTheLeaseBackAtTheEnd) {
    start("me");
    EXPECT_TRUE(becomes([this] { return working == 1; }));
    stopping = true;
    context.run();
    EXPECT_EQ(leases.holder, "");
}

} // namespace
} // namespace resuelve::app
