#pragma once

#include "domain/access/session.hpp"
#include "platform/async/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::access {

/// What every SessionStore has to do. An adapter's test instantiates it with a type that has `SessionStore& store()`.
template <class Adapter>
class SessionStoreContract : public testing::Test {
protected:
    Session a_session(Uuid subject, SessionKind kind = SessionKind::customer) {
        now += std::chrono::seconds{1};
        return start_session(kind, subject, now, random).session;
    }
    Session stored(Session session) {
        run(store.put(session));
        return session;
    }
    /// As renewing does, without its keys.
    Session renewed(const Session& session) {
        auto next = session;
        next.token_before = session.token;
        random.fill(next.token);
        next.renewed_at = now + std::chrono::minutes{5};
        return next;
    }

    Adapter adapter;
    SessionStore& store = adapter.store();
    SeededRandom random{17};
    Instant now{std::chrono::milliseconds{1'700'000'000'000}};
    Uuid ana = Uuid::v7(now, random);
    Uuid eva = Uuid::v7(now, random);
};

TYPED_TEST_SUITE_P(SessionStoreContract);

TYPED_TEST_P(SessionStoreContract, KeepsEveryField) {
    auto session = this->a_session(this->ana, SessionKind::employee);
    session.token_before = session.token;
    session.only_incident = IncidentId::make(this->now, this->random);
    session.device = "Firefox on Linux \u00f1";
    session.ended_at = this->now;
    this->stored(session);
    EXPECT_EQ(run(this->store.find(session.id)), session);
    const auto plain = this->stored(this->a_session(this->ana));
    EXPECT_EQ(run(this->store.find(plain.id)), plain);
    EXPECT_FALSE(run(this->store.find(SessionId{})));
}

TYPED_TEST_P(SessionStoreContract, LetsOneOfTwoRenewalsWin) {
    const auto session = this->stored(this->a_session(this->ana));
    const auto first = this->renewed(session);
    const auto second = this->renewed(session);
    EXPECT_TRUE(run(this->store.replace(first, session.token)));
    EXPECT_FALSE(run(this->store.replace(second, session.token)));
    EXPECT_EQ(run(this->store.find(session.id)), first);
}

TYPED_TEST_P(SessionStoreContract, DoesNotRenewWhatHasEndedOrNeverWas) {
    const auto session = this->stored(this->a_session(this->ana));
    run(this->store.end(session.id, this->now));
    EXPECT_FALSE(run(this->store.replace(this->renewed(session), session.token)));
    const auto unknown = this->a_session(this->ana);
    EXPECT_FALSE(run(this->store.replace(this->renewed(unknown), unknown.token)));
    EXPECT_FALSE(run(this->store.find(unknown.id)));
}

TYPED_TEST_P(SessionStoreContract, EndsOneOnceAndForAll) {
    const auto session = this->stored(this->a_session(this->ana));
    run(this->store.end(session.id, this->now));
    run(this->store.end(session.id, this->now + std::chrono::hours{1}));
    EXPECT_EQ(run(this->store.find(session.id))->ended_at, this->now);
    run(this->store.end(SessionId{}, this->now));
}

TYPED_TEST_P(SessionStoreContract, EndsAllOfOnePersonButOne) {
    const auto first = this->stored(this->a_session(this->ana));
    const auto second = this->stored(this->a_session(this->ana));
    const auto others = this->stored(this->a_session(this->eva));
    run(this->store.end_all(this->ana, second.id, this->now));
    EXPECT_TRUE(run(this->store.find(first.id))->ended_at);
    EXPECT_FALSE(run(this->store.find(second.id))->ended_at);
    EXPECT_FALSE(run(this->store.find(others.id))->ended_at);
    run(this->store.end_all(this->ana, std::nullopt, this->now));
    EXPECT_TRUE(run(this->store.find(second.id))->ended_at);
}

TYPED_TEST_P(SessionStoreContract, ListsThoseAliveNewestFirst) {
    const auto first = this->stored(this->a_session(this->ana));
    const auto second = this->stored(this->a_session(this->ana));
    const auto ended = this->stored(this->a_session(this->ana));
    this->stored(this->a_session(this->eva));
    run(this->store.end(ended.id, this->now));
    EXPECT_THAT(run(this->store.list(this->ana, this->now)), testing::ElementsAre(second, first));
    EXPECT_THAT(run(this->store.list(this->ana, first.expires_at())), testing::ElementsAre(second));
    EXPECT_TRUE(run(this->store.list(this->ana, second.expires_at())).empty());
}

TYPED_TEST_P(SessionStoreContract, ForgetsWhatIsOver) {
    const auto ended = this->stored(this->a_session(this->ana));
    run(this->store.end(ended.id, this->now));
    const auto expired = this->stored(this->a_session(this->ana));
    EXPECT_EQ(run(this->store.remove_old(this->now - std::chrono::seconds{1})), 0U);
    EXPECT_EQ(run(this->store.remove_old(this->now + std::chrono::seconds{1})), 1U);
    EXPECT_FALSE(run(this->store.find(ended.id)));
    EXPECT_EQ(run(this->store.remove_old(expired.expires_at() + std::chrono::seconds{1})), 1U);
    EXPECT_FALSE(run(this->store.find(expired.id)));
}

REGISTER_TYPED_TEST_SUITE_P(SessionStoreContract, KeepsEveryField, LetsOneOfTwoRenewalsWin,
                            DoesNotRenewWhatHasEndedOrNeverWas, EndsOneOnceAndForAll, EndsAllOfOnePersonButOne,
                            ListsThoseAliveNewestFirst, ForgetsWhatIsOver);

} // namespace resuelve::access
