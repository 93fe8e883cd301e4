#pragma once

#include "domain/access/api_token.hpp"
#include "domain/events/outbox.hpp"
#include "platform/async/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::access {

/// What every ApiTokenStore has to do. An adapter's test instantiates it with a type that has `ApiTokenStore& store()`
/// and `events::Outbox& outbox()`.
template <class Adapter>
class ApiTokenStoreContract : public testing::Test {
protected:
    ApiToken a_token(std::string name) {
        now += std::chrono::seconds{1};
        return {.id = ApiTokenId::make(now, random),
                .name = std::move(name),
                .digest = random.bytes<32>(),
                .scopes = {"incidents:read", "incidents:write"},
                .ranges = {"203.0.113.0/24"},
                .created_by = EmployeeId::make(now, random),
                .created_at = now,
                .expires_at = now + std::chrono::days{90},
                .last_used_at = {},
                .revoked_at = {}};
    }
    ApiToken stored(ApiToken token) {
        run(store.put(token));
        return token;
    }

    events::Event an_event(const ApiToken& token) {
        return {.id = events::EventId::make(now, random),
                .type = "api_token.created",
                .source = "/resuelve/employees",
                .subject = token.id.value,
                .version = 1,
                .time = now,
                .traceparent = {},
                .data = {}};
    }
    std::vector<events::EventId> told() {
        std::vector<events::EventId> ids;
        for (const auto& event : run(adapter.outbox().waiting(10)))
            ids.push_back(event.id);
        return ids;
    }

    Adapter adapter;
    ApiTokenStore& store = adapter.store();
    SeededRandom random{19};
    Instant now{std::chrono::milliseconds{1'700'000'000'000}};
};

TYPED_TEST_SUITE_P(ApiTokenStoreContract);

TYPED_TEST_P(ApiTokenStoreContract, KeepsEveryField) {
    const auto token = this->stored(this->a_token("Almac\u00e9n \"norte\""));
    EXPECT_EQ(run(this->store.find(token.digest)), token);
    auto plain = this->a_token("x");
    plain.scopes.clear();
    plain.ranges.clear();
    plain.last_used_at = this->now;
    plain.revoked_at = this->now;
    this->stored(plain);
    EXPECT_EQ(run(this->store.find(plain.digest)), plain);
}

TYPED_TEST_P(ApiTokenStoreContract, FindsNoneThatItWasNotGiven) {
    EXPECT_FALSE(run(this->store.find(Sha256Digest{})));
    EXPECT_TRUE(run(this->store.list()).empty());
    EXPECT_FALSE(run(this->store.revoke(ApiTokenId{}, this->now)));
    run(this->store.used(ApiTokenId{}, this->now));
    EXPECT_TRUE(run(this->store.list()).empty());
}

TYPED_TEST_P(ApiTokenStoreContract, ListsInTheOrderOfCreation) {
    const auto first = this->stored(this->a_token("a"));
    const auto second = this->stored(this->a_token("b"));
    EXPECT_THAT(run(this->store.list()), testing::ElementsAre(first, second));
}

TYPED_TEST_P(ApiTokenStoreContract, RevokesOnce) {
    const auto token = this->stored(this->a_token("a"));
    EXPECT_TRUE(run(this->store.revoke(token.id, this->now)));
    EXPECT_FALSE(run(this->store.revoke(token.id, this->now + std::chrono::hours{1})));
    EXPECT_EQ(run(this->store.find(token.digest))->revoked_at, this->now);
}

TYPED_TEST_P(ApiTokenStoreContract, NotesTheLastUse) {
    const auto token = this->stored(this->a_token("a"));
    run(this->store.used(token.id, this->now));
    EXPECT_EQ(run(this->store.find(token.digest))->last_used_at, this->now);
}

TYPED_TEST_P(ApiTokenStoreContract, KeepsARevokedTokenRevoked) {
    auto token = this->a_token("a");
    auto revoked = token;
    revoked.revoked_at = this->now;
    this->stored(revoked);
    this->stored(token); // an older word that comes late
    EXPECT_EQ(run(this->store.find(token.digest))->revoked_at, this->now);
}

TYPED_TEST_P(ApiTokenStoreContract, TellsWhatItStored) {
    const auto token = this->a_token("a");
    const auto created = this->an_event(token);
    const auto revoked = this->an_event(token);
    run(this->store.put(token, {}, {created}));
    EXPECT_THAT(this->told(), testing::ElementsAre(created.id));
    EXPECT_TRUE(run(this->store.revoke(token.id, this->now, {}, {revoked})));
    EXPECT_FALSE(run(this->store.revoke(token.id, this->now, {}, {this->an_event(token)})));
    EXPECT_THAT(this->told(), testing::ElementsAre(created.id, revoked.id));
}

TYPED_TEST_P(ApiTokenStoreContract, RecordsTheAnswerOfAKeyOnceWithItsToken) {
    const auto token = this->a_token("a");
    const http::RecordedAnswer answer{.key = "k",
                                      .fingerprint = "f",
                                      .status = 201,
                                      .location = "/there",
                                      .body = "sealed",
                                      .answered_at = this->now};
    EXPECT_FALSE(run(this->store.recorded_answer("k")));
    run(this->store.put(token, {}, {this->an_event(token)}, answer));
    const auto recorded = run(this->store.recorded_answer("k"));
    ASSERT_TRUE(recorded);
    EXPECT_EQ(recorded->body, "sealed");
    EXPECT_EQ(recorded->location, "/there");
    const auto again = this->a_token("b");
    EXPECT_THROW(run(this->store.put(again, {}, {this->an_event(again)}, answer)), http::AlreadyAnswered);
    EXPECT_THAT(run(this->store.list()), testing::ElementsAre(token));
    EXPECT_THAT(this->told(), testing::SizeIs(1));
}

REGISTER_TYPED_TEST_SUITE_P(ApiTokenStoreContract, KeepsEveryField, FindsNoneThatItWasNotGiven,
                            ListsInTheOrderOfCreation, RevokesOnce, NotesTheLastUse, KeepsARevokedTokenRevoked,
                            TellsWhatItStored, RecordsTheAnswerOfAKeyOnceWithItsToken);

} // namespace resuelve::access
