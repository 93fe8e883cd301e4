#pragma once

#include "domain/events/lease_store.hpp"
#include "platform/async/run.hpp"

#include <gtest/gtest.h>

namespace resuelve::events {

/// What every LeaseStore has to do. An adapter's test instantiates it with a type that has `LeaseStore& store()` and
/// `void pass(std::chrono::milliseconds)`, which lets that much of the store's time go by.
template <class Adapter>
class LeaseStoreContract : public testing::Test {
protected:
    static constexpr std::chrono::seconds time{30};

    std::optional<Lease> acquire(const std::string& holder, const std::string& name = "relay") {
        return run(store.acquire(name, holder, time));
    }

    Adapter adapter;
    LeaseStore& store = adapter.store();
};

TYPED_TEST_SUITE_P(LeaseStoreContract);

TYPED_TEST_P(LeaseStoreContract, GivesALeaseToOneHolder) {
    const auto lease = this->acquire("ana");
    ASSERT_TRUE(lease);
    EXPECT_EQ(*lease, (Lease{.name = "relay", .holder = "ana", .fence = 1}));
    EXPECT_FALSE(this->acquire("eva"));
}

TYPED_TEST_P(LeaseStoreContract, KeepsLeasesOfDifferentNamesApart) {
    EXPECT_TRUE(this->acquire("ana"));
    EXPECT_TRUE(this->acquire("eva", "due-acts"));
}

TYPED_TEST_P(LeaseStoreContract, GivesItsHolderTheSameLeaseAgain) {
    const auto first = this->acquire("ana");
    this->adapter.pass(this->time / 2);
    EXPECT_EQ(this->acquire("ana"), first);
    this->adapter.pass(this->time * 2 / 3);
    EXPECT_FALSE(this->acquire("eva")) << "taking it again did not prolong it";
}

TYPED_TEST_P(LeaseStoreContract, GivesALeaseThatIsOverToAnotherWithAHigherFence) {
    const auto first = this->acquire("ana");
    this->adapter.pass(this->time);
    const auto second = this->acquire("eva");
    ASSERT_TRUE(first && second);
    EXPECT_EQ(second->holder, "eva");
    EXPECT_GT(second->fence, first->fence);
}

TYPED_TEST_P(LeaseStoreContract, RaisesTheFenceOfAHolderWhoCameTooLate) {
    const auto first = this->acquire("ana");
    this->adapter.pass(this->time);
    const auto again = this->acquire("ana");
    ASSERT_TRUE(first && again);
    EXPECT_GT(again->fence, first->fence);
    EXPECT_FALSE(run(this->store.renew(*first, this->time))) << "the earlier lease is over";
}

TYPED_TEST_P(LeaseStoreContract, LastsAsLongAsItIsRenewed) {
    const auto lease = this->acquire("ana");
    ASSERT_TRUE(lease);
    for (int i = 0; i < 3; ++i) {
        this->adapter.pass(this->time * 2 / 3);
        EXPECT_TRUE(run(this->store.renew(*lease, this->time)));
    }
    EXPECT_FALSE(this->acquire("eva"));
}

TYPED_TEST_P(LeaseStoreContract, IsNotRenewedOnceItIsOverOrAnothers) {
    const auto lease = this->acquire("ana");
    ASSERT_TRUE(lease);
    this->adapter.pass(this->time);
    EXPECT_FALSE(run(this->store.renew(*lease, this->time)));
    ASSERT_TRUE(this->acquire("eva"));
    EXPECT_FALSE(run(this->store.renew(*lease, this->time)));
    EXPECT_FALSE(this->acquire("ana"));
    EXPECT_FALSE(run(this->store.renew({.name = "unknown", .holder = "ana", .fence = 1}, this->time)));
}

TYPED_TEST_P(LeaseStoreContract, IsFreeOnceItIsReleased) {
    const auto lease = this->acquire("ana");
    ASSERT_TRUE(lease);
    run(this->store.release(*lease));
    EXPECT_FALSE(run(this->store.renew(*lease, this->time)));
    const auto next = this->acquire("eva");
    ASSERT_TRUE(next);
    EXPECT_GT(next->fence, lease->fence);
    run(this->store.release(*lease));
    EXPECT_FALSE(this->acquire("ana")) << "a lease was released by somebody who has it no more";
}

REGISTER_TYPED_TEST_SUITE_P(LeaseStoreContract, GivesALeaseToOneHolder, KeepsLeasesOfDifferentNamesApart,
                            GivesItsHolderTheSameLeaseAgain, GivesALeaseThatIsOverToAnotherWithAHigherFence,
                            RaisesTheFenceOfAHolderWhoCameTooLate, LastsAsLongAsItIsRenewed,
                            IsNotRenewedOnceItIsOverOrAnothers, IsFreeOnceItIsReleased);

} // namespace resuelve::events
