#include "services/api/live.hpp"
#include "services/api/testing.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

namespace resuelve::api {
namespace {

using namespace testing;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

struct LiveEventsTest : ::testing::Test {
    std::chrono::steady_clock::time_point now{1h}; ///< for those with timing()
    LiveEvents live{{.heartbeat = 20ms, .lifetime = 1h}};
    SeededRandom random{3};

    static Listener customer(std::string account = "ana") {
        return {.account = std::move(account), .scope = {.customer = ana().customer_id()}, .only = {}};
    }
    static Listener supervisor() { return {.account = "dolores", .scope = {.all = true}, .only = {}}; }

    events::Event event(std::string type = "incident.answered", std::int64_t version = 2) {
        return {.id = events::EventId::make(filing_time, random),
                .type = std::move(type),
                .source = "/resuelve/test",
                .subject = uuid(70),
                .version = version,
                .time = filing_time,
                .data = {{"customer_id", ana().id.to_string()},
                         {"team_id", nullptr},
                         {"assignee_id", nullptr},
                         {"subject", "La cafetera gotea"},
                         {"text", "Mañana la recogemos"}}};
    }
    LiveEvents::Timing timing() {
        return {.heartbeat = 20ms, .lifetime = 1h, .now = [this] { return now; }};
    }
    /// What the stream has to say now, after its greeting.
    std::string news(http::EventStream& stream) {
        std::optional<std::string> text;
        boost::asio::co_spawn(context, stream.next(), [&](const std::exception_ptr& error, auto said) {
            if (error) std::rethrow_exception(error);
            text = std::move(said);
        });
        context.restart();
        context.run();
        return text.value_or("(ended)");
    }

    boost::asio::io_context context{1}; ///< outlives the streams, whose timers are its own

    /// How long an event takes to reach a thousand streams that wait.
    std::chrono::steady_clock::duration time_to_wake_a_thousand() {
        LiveEvents many{{.heartbeat = 1h, .lifetime = 2h}};
        boost::asio::io_context loop{1};
        std::vector<std::unique_ptr<http::EventStream>> streams;
        std::size_t heard = 0;
        for (int i = 0; i < 1'000; ++i) {
            auto& stream = *streams.emplace_back(many.open(customer(std::to_string(i)), ""));
            boost::asio::co_spawn(
                loop,
                [](http::EventStream& from, std::size_t& count) -> awaitable<void> {
                    co_await from.next(); // the greeting
                    if (const auto text = co_await from.next(); text && text->contains("incident.answered")) ++count;
                }(stream, heard),
                boost::asio::detached);
        }
        loop.poll(); // all wait now
        const auto before = std::chrono::steady_clock::now();
        many.tell(event());
        loop.restart();
        loop.run();
        const auto took = std::chrono::steady_clock::now() - before;
        EXPECT_EQ(heard, 1'000U);
        return took;
    }
};

TEST_F(LiveEventsTest, TellIdTypeAndVersionButNoText) {
    const auto stream = live.open(customer(), "");
    EXPECT_EQ(news(*stream), "retry: 2000\n\n");
    const auto told = event();
    live.tell(told);
    const auto text = news(*stream);
    EXPECT_TRUE(text.starts_with("id: " + told.id.to_string() + "\ndata: ")) << text;
    EXPECT_TRUE(text.ends_with("\n\n"));
    const auto data = boost::json::parse(text.substr(text.find("data: ") + 6)).as_object();
    std::vector<std::string> names;
    for (const auto& member : data)
        names.emplace_back(std::string_view{member.key()});
    EXPECT_EQ(names, (std::vector<std::string>{"type", "incident_id", "version", "time"}));
}

TEST_F(LiveEventsTest, AreKeptFromThoseWhoMayNotReadTheIncident) {
    auto other = customer("fermín");
    other.scope.customer = another_customer().customer_id();
    const auto stream = live.open(other, "");
    news(*stream);
    live.tell(event());
    EXPECT_EQ(news(*stream), ": still here\n\n");
}

TEST_F(LiveEventsTest, DoNotTellCustomersOfNotes) {
    const auto ours = live.open(supervisor(), "");
    const auto theirs = live.open(customer(), "");
    news(*ours);
    news(*theirs);
    live.tell(event("incident.noted"));
    EXPECT_TRUE(news(*ours).contains("incident.noted"));
    EXPECT_EQ(news(*theirs), ": still here\n\n");
}

TEST_F(LiveEventsTest, TellNobodyOfEventsWithSecrets) {
    const auto stream = live.open(supervisor(), "");
    news(*stream);
    live.tell(event("incident.access_requested"));
    EXPECT_EQ(news(*stream), ": still here\n\n");
}

TEST_F(LiveEventsTest, TellOfANoticeToTheEmployeeAloneThatItIsFor) {
    const Listener eva{.account = an_agent().id.to_string(), .scope = {.agent = an_agent().employee_id()}, .only = {}};
    const auto hers = live.open(eva, "");
    const auto theirs = live.open(supervisor(), "");
    news(*hers);
    news(*theirs);
    auto told = event("notice.made");
    told.data = {{"employee_id", eva.account}, {"incident_id", uuid(70).to_string()}, {"kind", "mention"}};
    live.tell(told);
    EXPECT_TRUE(news(*hers).contains("notice.made"));
    EXPECT_EQ(news(*theirs), ": still here\n\n");
}

TEST_F(LiveEventsTest, HoldASessionFromAMailedLinkToItsIncident) {
    const auto here = live.open({.account = "a", .scope = {}, .only = IncidentId{uuid(70)}}, "");
    const auto elsewhere = live.open({.account = "b", .scope = {}, .only = IncidentId{uuid(71)}}, "");
    news(*here);
    news(*elsewhere);
    live.tell(event());
    EXPECT_TRUE(news(*here).contains("incident.answered"));
    EXPECT_EQ(news(*elsewhere), ": still here\n\n");
}

TEST_F(LiveEventsTest, GoOnAfterTheLastEventThatWasHeard) {
    const auto heard = event();
    const auto missed = event("incident.reminded", 3);
    live.tell(heard);
    live.tell(missed);
    live.tell(missed); // the bus delivers at least once
    const auto stream = live.open(customer(), heard.id.to_string());
    const auto text = news(*stream);
    EXPECT_FALSE(text.contains(heard.id.to_string()));
    EXPECT_FALSE(text.contains("event: gap"));
    EXPECT_EQ(text.find(missed.id.to_string()), text.rfind(missed.id.to_string()));
    EXPECT_TRUE(text.contains(missed.id.to_string()));
}

TEST_F(LiveEventsTest, AdmitAGapWhenTheLastEventIsNotKeptAnyMore) {
    const auto heard = event();
    live.tell(heard);
    for (std::size_t i = 0; i < limits::live_ring; ++i)
        live.tell(event());
    EXPECT_TRUE(news(*live.open(customer(), heard.id.to_string())).contains("event: gap\n"));
    EXPECT_TRUE(news(*live.open(customer(), "no-such-event")).contains("event: gap\n"));
}

TEST_F(LiveEventsTest, BeginWithWhatWasHeardSinceThePageWasRead) {
    LiveEvents heard{timing()};
    now += 24h;
    const auto before = event();
    const auto meanwhile = event("incident.reminded", 3);
    heard.tell(before);
    now += 10s;
    heard.tell(meanwhile);
    now += 2s;
    const auto text = news(*heard.open(customer(), "", 3s));
    EXPECT_THAT(text, AllOf(HasSubstr(meanwhile.id.to_string()), Not(HasSubstr(before.id.to_string()))));
    EXPECT_THAT(text, Not(HasSubstr("event: gap")));
    EXPECT_EQ(news(*heard.open(customer(), "")), "retry: 2000\n\n");
    EXPECT_THAT(news(*heard.open(customer(), "", 12s)), HasSubstr(before.id.to_string()));
}

TEST_F(LiveEventsTest, AdmitAGapWhereTheyHaveNotHeardForAsLongAsTheListenerAsks) {
    LiveEvents heard{timing()}; // an instance that begins to hear now
    EXPECT_THAT(news(*heard.open(customer(), "", 1s)), HasSubstr("event: gap"));
    now += 1h;
    heard.missed();
    now += 5s;
    const auto since = event();
    heard.tell(since);
    EXPECT_THAT(news(*heard.open(customer(), "", 4s)),
                AllOf(HasSubstr(since.id.to_string()), Not(HasSubstr("event: gap"))));
    EXPECT_THAT(news(*heard.open(customer(), "", 5s)), HasSubstr("event: gap"));
    now += 5s;
    for (std::size_t i = 0; i < limits::live_ring; ++i)
        heard.tell(event());
    EXPECT_THAT(news(*heard.open(customer(), "", 4s)), Not(HasSubstr("event: gap")));
    EXPECT_THAT(news(*heard.open(customer(), "", 5s)), HasSubstr("event: gap")) << "the first one is not kept any more";
}

TEST_F(LiveEventsTest, AdmitAGapToAListenerWhoIsTooSlow) {
    const auto stream = live.open(customer(), "");
    news(*stream);
    for (std::size_t i = 0; i < limits::live_ring + 1; ++i)
        live.tell(event());
    EXPECT_TRUE(news(*stream).starts_with("event: gap\n"));
}

TEST_F(LiveEventsTest, AreToldAgainToAListenerWhoComesFromAnotherInstance) {
    LiveEvents here{{.heartbeat = 20ms, .lifetime = 1h}, "here"};
    LiveEvents there{{.heartbeat = 20ms, .lifetime = 1h}, "there"};
    const auto first = event();
    const auto second = event("incident.replied", 3);
    for (const auto& one : {first, second})
        here.tell(one);
    for (const auto& one : {second, first}) // in another order
        there.tell(one);
    const auto at_home = here.open(supervisor(), second.id.to_string() + ".here");
    EXPECT_EQ(news(*at_home), "retry: 2000\n\n");
    const auto moved = there.open(supervisor(), second.id.to_string() + ".here");
    const auto text = news(*moved);
    EXPECT_THAT(text, HasSubstr("id: " + first.id.to_string() + ".there"));
    EXPECT_THAT(text, Not(HasSubstr("event: gap")));
}

TEST_F(LiveEventsTest, AreNotToldAgainOfWhatHasGoneToAnotherTeam) {
    LiveEvents there{{.heartbeat = 20ms, .lifetime = 1h}, "there"};
    const auto fresh = event("incident.registered", 1); // nobody's: every team may read of it
    auto moved = event("incident.changed", 2);
    moved.data["team_id"] = uuid(81).to_string();
    for (const auto& one : {moved, fresh}) // in another order
        there.tell(one);
    const auto told = [&](const std::string& account, std::uint8_t team) {
        const Listener agent{
            .account = account, .scope = {.agent = EmployeeId{uuid(90)}, .teams = {TeamId{uuid(team)}}}, .only = {}};
        return news(*there.open(agent, moved.id.to_string() + ".here"));
    };
    EXPECT_THAT(told("ours", 81), AllOf(HasSubstr(fresh.id.to_string()), HasSubstr(moved.id.to_string())));
    EXPECT_EQ(told("theirs", 82), "retry: 2000\n\n");
}

TEST_F(LiveEventsTest, AdmitAGapToEverybodyWhenTheBusWasAway) {
    const auto stream = live.open(supervisor(), "");
    const auto before = event();
    live.tell(before);
    news(*stream);
    live.missed();
    EXPECT_EQ(news(*stream), "event: gap\ndata: {}\n\n");
    const auto back = live.open(supervisor(), before.id.to_string());
    EXPECT_THAT(news(*back), HasSubstr("event: gap"));
    live.tell(event("incident.replied", 3));
    EXPECT_THAT(news(*stream), HasSubstr("incident.replied"));
}

TEST_F(LiveEventsTest, AdmitAGapAtEachHeartbeatWhileTheBusIsAway) {
    bool away = true;
    live.ask_of_bus([&] { return away; });
    const auto stream = live.open(supervisor(), "");
    news(*stream);
    for (int heartbeat = 0; heartbeat < 2; ++heartbeat)
        EXPECT_EQ(news(*stream), "event: gap\ndata: {}\n\n");
    away = false;
    EXPECT_EQ(news(*stream), ": still here\n\n");
}

TEST_F(LiveEventsTest, AllowFiveStreamsForAnAccount) {
    std::vector<std::unique_ptr<http::EventStream>> streams;
    for (std::size_t i = 0; i < limits::streams_per_account; ++i)
        streams.push_back(live.open(customer(), ""));
    try {
        live.open(customer(), "");
        FAIL() << "a sixth one was opened";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::too_many_requests);
    }
    EXPECT_NO_THROW(live.open(customer("another"), ""));
    streams.pop_back();
    EXPECT_NO_THROW(live.open(customer(), "")) << "a stream that ended makes room";
}

TEST_F(LiveEventsTest, EndWhenClosedOrWhenTheAccountsRightsChange) {
    const auto closed = live.open(customer(), "");
    news(*closed);
    closed->close();
    EXPECT_EQ(news(*closed), "(ended)");
    const auto stream = live.open(customer(), "");
    news(*stream);
    live.close("ana");
    EXPECT_EQ(news(*stream), "(ended)");
}

TEST_F(LiveEventsTest, EndAfterTheLifetimeOfAToken) {
    LiveEvents brief{{.heartbeat = 1h, .lifetime = 5ms}};
    const auto stream = brief.open(customer(), "");
    news(*stream);
    EXPECT_EQ(news(*stream), "(ended)");
}

TEST_F(LiveEventsTest, WakeAThousandListenersWithinATenthOfASecond) {
    // What else the machine does can only make it slower: the best of some tries is its own.
    auto best = time_to_wake_a_thousand();
    for (int tries = 1; tries < 8 && best >= 100ms; ++tries)
        best = std::min(best, time_to_wake_a_thousand());
    EXPECT_LT(best, 100ms);
}

} // namespace
} // namespace resuelve::api
