#include "domain/incidents/incident_json.hpp"
#include "tests/support/an_incident.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::incidents {
namespace {

/// An incident whose every member may be anything.
class Anything {
public:
    std::string text() { return *rc::gen::element<std::string>("", "ñandú", "a\"b\\c\n", "0"); }
    bool flag() { return *rc::gen::arbitrary<bool>(); }
    int number() { return *rc::gen::inRange(0, 1'000'000); }
    Instant moment() {
        return Instant{std::chrono::milliseconds{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)}};
    }
    Uuid uuid() { return Uuid{random_.bytes<16>()}; }
    template <class E>
    E one_of(int count) {
        return static_cast<E>(*rc::gen::inRange(0, count));
    }
    template <class Make>
    auto perhaps(Make make) {
        using T = decltype(make());
        return flag() ? std::optional<T>{make()} : std::nullopt;
    }
    std::optional<std::string> perhaps_text() {
        return perhaps([this] { return text(); });
    }
    std::optional<Instant> perhaps_moment() {
        return perhaps([this] { return moment(); });
    }
    std::vector<std::string> texts() {
        std::vector<std::string> all(*rc::gen::inRange<std::size_t>(0, 4));
        for (auto& one : all)
            one = text();
        return all;
    }

    std::vector<Answer> answers() {
        const auto amount = perhaps([this] { return std::int64_t{number()}; });
        return {{number(), one_of<Decision>(3), text(), amount}, {2, Decision::upheld, text()}};
    }

    Incident incident() {
        Incident incident;
        incident.id = IncidentId{uuid()};
        incident.reference = Reference::make(random_);
        incident.customer_id = perhaps([this] { return CustomerId{uuid()}; });
        incident.contact = perhaps([this] { return Contact{text(), text(), perhaps_text()}; });
        incident.customer_name = text();
        incident.channel = one_of<Channel>(7);
        incident.language = text();
        incident.subject = text();
        incident.description = text();
        incident.order = perhaps([this] {
            return Order{perhaps_text(),
                         perhaps_text(),
                         perhaps_text(),
                         perhaps_text(),
                         perhaps([this] { return number(); }),
                         perhaps([this] {
                             return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(moment())};
                         })};
        });
        incident.points = texts();
        incident.category = perhaps_text();
        incident.priority = one_of<Priority>(4);
        incident.status = one_of<Status>(7);
        incident.closed_as = perhaps([this] { return one_of<ClosedAs>(6); });
        incident.assignee_id = perhaps([this] { return EmployeeId{uuid()}; });
        incident.team_id = perhaps([this] { return TeamId{uuid()}; });
        for (auto& tag : texts())
            incident.tags.insert(tag);
        for (auto* each : {&incident.escalated, &incident.vulnerable_customer, &incident.legal_hold,
                           &incident.not_notified, &incident.person_requested, &incident.erased})
            *each = flag();
        incident.resolution = perhaps([this] {
            return Resolution{one_of<Decision>(3), one_of<Remedy>(7),
                              answers(),           moment(),
                              EmployeeId{uuid()},  perhaps([this] { return EmployeeId{uuid()}; })};
        });
        incident.snooze = perhaps([this] { return Snooze{moment(), perhaps([this] { return EmployeeId{uuid()}; })}; });
        incident.approval = perhaps([this] {
            return Approval{{one_of<Decision>(3), one_of<Remedy>(7), answers()},
                            one_of<ApprovalStatus>(2),
                            EmployeeId{uuid()},
                            moment(),
                            perhaps_text(),
                            perhaps([this] { return EmployeeId{uuid()}; }),
                            perhaps_moment(),
                            perhaps_text()};
        });
        incident.refusals = number();
        incident.satisfaction = perhaps([this] { return Satisfaction{number(), perhaps_text(), moment()}; });
        incident.merge = perhaps([this] { return Merge{IncidentId{uuid()}, one_of<Status>(7), moment(), text()}; });
        incident.privacy_version = perhaps_text();
        incident.continues = perhaps([this] { return IncidentId{uuid()}; });
        incident.missing = texts();
        incident.deadlines = {moment(),         moment(),         perhaps_moment(), perhaps_moment(),
                              perhaps_moment(), perhaps_moment(), perhaps_moment(), number()};
        incident.paused_at = perhaps_moment();
        incident.paused_for = std::chrono::milliseconds{number()};
        incident.first_answered_at = perhaps_moment();
        incident.answered_at = perhaps_moment();
        incident.closed_at = perhaps_moment();
        incident.created_at = moment();
        incident.updated_at = moment();
        incident.version = number();
        incident.history = {number(), Sha256Digest{random_.bytes<32>()}};
        incident.attachments = number();
        return incident;
    }

private:
    SeededRandom random_{*rc::gen::arbitrary<std::uint64_t>()};
};

RC_GTEST_PROP(StoredIncident, IsReadBackAsItWas, ()) {
    const auto incident = Anything{}.incident();
    const auto text = boost::json::serialize(to_stored(incident));
    RC_ASSERT(from_stored(boost::json::parse(text).as_object()) == incident);
}

TEST(StoredIncident, ThatIsEmptyIsReadBackAsItWas) {
    Incident incident;
    EXPECT_EQ(from_stored(to_stored(incident)), incident);
}

TEST(StoredIncident, ThatIsDamagedNamesTheMember) {
    for (const auto* member : {"status", "id", "points", "history", "version", "escalated", "order"}) {
        auto stored = to_stored(testing::an_incident().with_points(1).now());
        stored[member] = "nonsense";
        try {
            from_stored(stored);
            ADD_FAILURE() << member;
        } catch (const std::runtime_error& error) {
            EXPECT_NE(std::string_view{error.what()}.find(member), std::string_view::npos) << error.what();
        }
    }
}

TEST(StoredIncident, WithATooLargeNumberOrABadDigestIsDamaged) {
    auto stored = to_stored(testing::an_incident().now());
    stored["refusals"] = std::int64_t{1} << 40;
    EXPECT_THROW(from_stored(stored), std::runtime_error);
    stored = to_stored(testing::an_incident().now());
    stored["history"].as_object()["head"] = std::string(63, 'a') + "g";
    EXPECT_THROW(from_stored(stored), std::runtime_error);
}

} // namespace
} // namespace resuelve::incidents
