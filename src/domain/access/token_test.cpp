#include "domain/access/token.hpp"

#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

namespace resuelve::access {
namespace {

using namespace std::chrono_literals;

const SigningKey customers_key{{"customers-1", {1}}};
const SigningKey employees_key{{"employees-1", {2}}};
const SigningKey intake_key{{"intake-1", {3}}};
const Instant now{1'790'000'000'250ms};

TokenVerifier verifier(std::vector<std::string> services = {"customers", "employees", "intake", "resolution"},
                       std::size_t remembered = 100) {
    return {{{customers_key.public_key()}, {employees_key.public_key()}, {intake_key.public_key()}},
            std::move(services),
            remembered};
}

Actor ana() {
    Actor ana;
    ana.role = Role::customer;
    ana.id = Uuid{{7}};
    ana.name = "Ana Ñúñez";
    ana.session = SessionId{Uuid{{8}}};
    ana.signed_in_at = now - 1h;
    ana.email_verified = true;
    return ana;
}

Actor luis() {
    auto luis = ana();
    luis.role = Role::agent;
    luis.id = Uuid{{9}};
    luis.teams = {TeamId{Uuid{{1}}}, TeamId{Uuid{{2}}}};
    return luis;
}

std::string token_of(const Actor& actor, Instant at = now) {
    const bool customer = actor.role == Role::customer;
    if (actor.only_incident) return TokenIssuer{"intake", intake_key}.issue(actor, at).token;
    return TokenIssuer{customer ? "customers" : "employees", customer ? customers_key : employees_key}
        .issue(actor, at)
        .token;
}

/// The fault; nothing if the token is accepted.
std::optional<TokenFault> fault(TokenVerifier& verifier, std::string_view token, Instant at = now) {
    const auto actor = verifier.verify(token, at);
    return actor ? std::nullopt : std::optional{actor.error()};
}

using enum TokenFault;

TEST(AccessToken, SaysWhoTheActorIs) {
    auto tokens = verifier();
    auto link = ana();
    link.only_incident = IncidentId{Uuid{{5}}};
    for (const auto& actor : {ana(), luis(), link}) {
        const auto token = token_of(actor);
        for (int again = 0; again < 2; ++again) { // verified, then remembered
            const auto found = tokens.verify(token, now);
            ASSERT_TRUE(found);
            EXPECT_EQ(found->role, actor.role);
            EXPECT_EQ(found->id, actor.id);
            EXPECT_EQ(found->name, actor.name);
            EXPECT_EQ(found->teams, actor.teams);
            EXPECT_EQ(found->session, actor.session);
            EXPECT_EQ(found->signed_in_at, actor.signed_in_at);
            EXPECT_EQ(found->only_incident, actor.only_incident);
            EXPECT_TRUE(found->email_verified);
        }
    }
}

TEST(AccessToken, OfTheCustomersServiceMakesNobodyAnEmployee) {
    EXPECT_THROW((TokenIssuer{"customers", customers_key}.issue(luis(), now)), std::logic_error);
    EXPECT_THROW((TokenIssuer{"employees", employees_key}.issue(ana(), now)), std::logic_error);
    auto system = ana();
    system.role = Role::system;
    EXPECT_THROW((TokenIssuer{"employees", employees_key}.issue(system, now)), std::logic_error);
    // A customers service that was taken over signs what it likes, but with its own key.
    auto tokens = verifier();
    EXPECT_EQ(fault(tokens, TokenIssuer{"employees", customers_key}.issue(luis(), now).token), invalid);
}

TEST(AccessToken, ThatWasRevokedElsewhereIsRefusedAndNotToldAgain) {
    auto here = verifier();
    auto there = verifier();
    int told = 0;
    here.tell_others([&](const Revocation& revocation) { there.accept(revocation); });
    there.tell_others([&](const Revocation&) { ++told; });
    const auto hers = token_of(ana());
    const auto his = token_of(luis());
    here.revoke_session(ana().session, now);
    EXPECT_EQ(fault(there, hers), revoked);
    here.revoke(luis().id, now + 1ms);
    EXPECT_EQ(fault(there, his), revoked);
    EXPECT_EQ(told, 0);
}

TEST(AccessToken, OfIntakeReachesOneIncidentAndIntakeAlone) {
    EXPECT_THROW((TokenIssuer{"intake", intake_key}.issue(ana(), now)), std::logic_error);
    EXPECT_THROW((TokenIssuer{"intake", intake_key}.issue(luis(), now)), std::logic_error);
    auto link = ana();
    link.only_incident = IncidentId{Uuid{{5}}};
    EXPECT_THROW((TokenIssuer{"customers", customers_key}.issue(link, now)), std::logic_error);
    auto customers = verifier({"customers"});
    EXPECT_EQ(fault(customers, token_of(link)), for_others);
    auto intake = verifier({"intake"});
    EXPECT_EQ(fault(intake, token_of(link)), std::nullopt);
}

TEST(AccessToken, OfAKeyThatCameLaterIsAcceptedOnceItIsPublished) {
    TokenVerifier tokens{{}, {"customers"}};
    int looks = 0;
    TokenVerifier::Keys published;
    tokens.look_again_in([&] {
        ++looks;
        return published;
    });
    const auto token = token_of(ana());
    EXPECT_EQ(fault(tokens, token), invalid);
    published.customers = {customers_key.public_key()};
    EXPECT_EQ(fault(tokens, token, now + 9s), invalid) << "strangers' tokens must not make it read files all the time";
    EXPECT_EQ(looks, 1);
    EXPECT_EQ(fault(tokens, token, now + 10s), std::nullopt);
    EXPECT_EQ(fault(tokens, token_of(ana(), now + 1s), now + 11s), std::nullopt);
    EXPECT_EQ(looks, 2);
}

TEST(AccessToken, OfANewKeyWaitsForTheLookThatIsUnderWay) {
    TokenVerifier tokens{{}, {"customers"}};
    const auto token = token_of(ana());
    std::future<std::optional<TokenFault>> other;
    tokens.look_again_in([&] {
        other = std::async(std::launch::async, [&] { return fault(tokens, token); });
        EXPECT_EQ(other.wait_for(50ms), std::future_status::timeout) << "it was refused for want of patience";
        return TokenVerifier::Keys{.customers = {customers_key.public_key()}, .employees = {}, .intake = {}};
    });
    EXPECT_EQ(fault(tokens, token), std::nullopt);
    EXPECT_EQ(other.get(), std::nullopt);
}

TEST(AccessToken, IsForTheServicesThatItNames) {
    auto resolution = verifier({"resolution"});
    EXPECT_EQ(fault(resolution, token_of(ana())), for_others);
    EXPECT_EQ(fault(resolution, token_of(ana()), now + 11min), expired);
    EXPECT_EQ(fault(resolution, token_of(luis())), std::nullopt);
}

TEST(AccessToken, ExpiresAlsoWhenRemembered) {
    auto tokens = verifier();
    const auto token = token_of(ana());
    EXPECT_EQ(fault(tokens, token), std::nullopt);
    EXPECT_EQ(fault(tokens, token, now + 10min), std::nullopt); // a minute of leeway
    EXPECT_EQ(fault(tokens, token, now + 11min), expired);
    EXPECT_EQ(fault(tokens, token, now - 2min), invalid);
    auto others = verifier();
    EXPECT_EQ(fault(others, token, now + 11min), expired);
}

TEST(AccessToken, IssuedBeforeARevocationIsRefusedAndOneFromAfterIsNot) {
    auto tokens = verifier();
    const auto before = token_of(ana(), now);
    EXPECT_EQ(fault(tokens, before), std::nullopt);
    tokens.revoke(ana().id, now + 1ms);
    EXPECT_EQ(fault(tokens, before, now + 1ms), revoked);
    EXPECT_EQ(fault(tokens, token_of(ana(), now + 1ms), now + 1ms), std::nullopt); // in the same second
    EXPECT_EQ(fault(tokens, token_of(luis()), now + 1ms), std::nullopt);
    tokens.revoke(ana().id, now); // an older event that comes late takes nothing back
    EXPECT_EQ(fault(tokens, before, now + 1ms), revoked);
}

TEST(AccessToken, OfAnEndedSessionIsRefusedWheneverItWasIssued) {
    auto tokens = verifier();
    const auto token = token_of(ana());
    tokens.revoke_session(ana().session, now);
    EXPECT_EQ(fault(tokens, token), revoked);
    EXPECT_EQ(fault(tokens, token_of(ana(), now + 1s), now + 1s), revoked);
    auto other = ana();
    other.session = SessionId{Uuid{{99}}};
    EXPECT_EQ(fault(tokens, token_of(other)), std::nullopt);
}

TEST(AccessToken, StaysRevokedAsLongAsItCouldLive) {
    auto tokens = verifier();
    const auto token = token_of(ana());
    tokens.revoke(ana().id, now + 1ms);
    tokens.revoke(Uuid{{42}}, now + 11min - 1ms); // makes it forget what is over
    EXPECT_EQ(fault(tokens, token, now + 11min - 300ms), revoked);
}

TEST(AccessToken, ThatIsNoneIsRefused) {
    auto tokens = verifier();
    for (const auto* text : {"", " ", "null", "a.b.c", "Bearer"})
        EXPECT_EQ(fault(tokens, text), invalid) << text;
}

TEST(AccessToken, IsVerifiedAgainWhenItWasForgotten) {
    auto tokens = verifier({"intake"}, 2);
    std::vector<std::string> all;
    for (int i = 0; i < 10; ++i)
        all.push_back(token_of(ana(), now + std::chrono::milliseconds{i}));
    for (int round = 0; round < 2; ++round)
        for (const auto& token : all)
            EXPECT_EQ(fault(tokens, token), std::nullopt);
}

TEST(RecentMap, KeepsWhatWasUsedLastAndIsBounded) {
    RecentMap<int, int> map{10};
    map[0] = 1;
    for (int i = 1; i < 1000; ++i) {
        map[i] = i;
        ASSERT_NE(map.find(0), nullptr) << i; // used all the time
        ASSERT_LE(map.size(), 20U);
    }
    EXPECT_EQ(map.find(1), nullptr);
    EXPECT_NE(map.find(999), nullptr);
    map.erase(999);
    EXPECT_EQ(map.find(999), nullptr);
}

} // namespace
} // namespace resuelve::access
