#include "domain/access/session.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdlib.h>

namespace resuelve::access {
namespace {

using namespace std::chrono_literals;

class Sessions : public testing::Test {
protected:
    StartedSession start(SessionKind kind = SessionKind::customer) {
        return start_session(kind, Uuid{{1}}, now, random);
    }
    std::expected<RenewedSession, SessionFault> renew_with(const Session& session, std::string_view token) {
        return renew(session, *RefreshToken::parse(token), now, keys);
    }
    /// The fault of renewing; nothing if it worked.
    std::optional<SessionFault> fault(const Session& session, std::string_view token) {
        const auto renewed = renew_with(session, token);
        return renewed ? std::nullopt : std::optional{renewed.error()};
    }

    testing_support::TemporaryDirectory root;
    SystemRandom random;
    Instant now{1'790'000'000s};
    KeyRing keys{root / "keys", "sessions", now, random};
};

TEST_F(Sessions, GiveANewTokenAtEachRenewal) {
    const auto first = start();
    const auto second = renew_with(first.session, first.refresh_token);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->changed);
    EXPECT_NE(second->refresh_token, first.refresh_token);
    EXPECT_EQ(second->session.id, first.session.id);
    const auto third = renew_with(second->session, second->refresh_token);
    ASSERT_TRUE(third);
    EXPECT_NE(third->refresh_token, second->refresh_token);
}

TEST_F(Sessions, GiveTheSameNewTokenAgainWhenAnAnswerWasLost) {
    const auto first = start();
    const auto second = renew_with(first.session, first.refresh_token);
    now += 10s - 1ms;
    keys.rotate(now, random); // even if the keys were changed meanwhile
    const auto again = renew_with(second->session, first.refresh_token);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->changed);
    EXPECT_EQ(again->refresh_token, second->refresh_token);
    EXPECT_EQ(again->session, second->session);
}

TEST_F(Sessions, NoticeAnOldTokenAfterTheGrace) {
    const auto first = start();
    const auto second = renew_with(first.session, first.refresh_token);
    now += 10s;
    EXPECT_EQ(fault(second->session, first.refresh_token), SessionFault::unknown);
}

TEST_F(Sessions, NoticeATokenThatWasReplacedTwiceAtOnce) {
    const auto first = start();
    const auto second = renew_with(first.session, first.refresh_token);
    const auto third = renew_with(second->session, second->refresh_token);
    EXPECT_EQ(fault(third->session, first.refresh_token), SessionFault::unknown);
}

TEST_F(Sessions, NoticeATokenThatTheyNeverHad) {
    const auto session = start().session;
    EXPECT_EQ(fault(session, RefreshToken{session.id, {}}.to_string()), SessionFault::unknown);
    EXPECT_EQ(fault(session, start().refresh_token), SessionFault::unknown);
}

TEST_F(Sessions, OfCustomersLiveSevenDaysIdleAndThirtyInAll) {
    auto started = start();
    EXPECT_TRUE(started.session.alive(now + 24h * 7 - 1ms));
    EXPECT_FALSE(started.session.alive(now + 24h * 7));
    const auto signed_in = now;
    auto session = started.session;
    auto token = started.refresh_token;
    for (int day = 0; day < 29; ++day) {
        now += 24h;
        const auto renewed = renew_with(session, token);
        ASSERT_TRUE(renewed) << day;
        session = renewed->session;
        token = renewed->refresh_token;
    }
    EXPECT_EQ(session.expires_at(), signed_in + 24h * 30);
    now += 24h;
    EXPECT_EQ(fault(session, token), SessionFault::expired);
}

TEST_F(Sessions, OfEmployeesLiveOneHourIdleAndTwelveInAll) {
    const auto session = start(SessionKind::employee).session;
    EXPECT_EQ(session.expires_at(), now + 1h);
    auto busy = session;
    busy.renewed_at = now + 11h + 30min;
    EXPECT_EQ(busy.expires_at(), now + 12h);
}

TEST_F(Sessions, ThatHaveEndedAreOver) {
    auto started = start();
    started.session.ended_at = now;
    EXPECT_EQ(fault(started.session, started.refresh_token), SessionFault::expired);
}

TEST_F(Sessions, StoreNothingThatATokenCouldBeMadeFrom) {
    const auto started = start();
    const auto secret = RefreshToken::parse(started.refresh_token)->secret;
    EXPECT_NE(started.session.token, Sha256Digest{secret});
    EXPECT_EQ(started.session.token, RefreshToken::parse(started.refresh_token)->digest());
}

TEST(RefreshToken, IsRefusedInAnyOtherShape) {
    const RefreshToken token{SessionId{Uuid{{1}}}, {2}};
    const auto text = token.to_string();
    EXPECT_EQ(text.size(), 64U);
    EXPECT_EQ(RefreshToken::parse(text)->to_string(), text);
    for (const auto& wrong :
         {std::string{}, std::string{"null"}, text.substr(1), text + "A", std::string(64, ' '), std::string(64, '\0')})
        EXPECT_FALSE(RefreshToken::parse(wrong)) << wrong;
}

/// Model: of any sequence of renewals with any token ever given, only the newest works, the one before it within ten
/// seconds gives the newest again, and all others end the family.
RC_GTEST_FIXTURE_PROP(Sessions, KeepOneGoodTokenWhateverIsPresented, ()) {
    const auto started = start();
    auto session = started.session;
    std::vector<std::string> given{started.refresh_token};
    auto replaced_at = now - 1h;
    for (int step = *rc::gen::inRange(1, 30); step > 0; --step) {
        now += std::chrono::seconds{*rc::gen::inRange(0, 15)};
        const auto which = *rc::gen::inRange<std::size_t>(0, given.size());
        const auto renewed = renew_with(session, given[which]);
        if (which + 1 == given.size()) {
            RC_ASSERT(renewed && renewed->changed);
            session = renewed->session;
            given.push_back(renewed->refresh_token);
            replaced_at = now;
        } else if (which + 2 == given.size() && now < replaced_at + refresh_grace) {
            RC_ASSERT(renewed && !renewed->changed && renewed->refresh_token == given.back());
        } else {
            RC_ASSERT(!renewed && renewed.error() == SessionFault::unknown);
        }
    }
}

} // namespace
} // namespace resuelve::access
