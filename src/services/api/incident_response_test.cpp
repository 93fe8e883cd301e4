#include "domain/incidents/approval.hpp"
#include "services/api/incident_response.hpp"
#include "services/api/testing.hpp"

namespace resuelve::api {
namespace {

using namespace testing;
using incidents::Status;

std::vector<std::string> members(const boost::json::object& object) {
    std::vector<std::string> names;
    for (const auto& member : object)
        names.emplace_back(std::string_view{member.key()});
    return names;
}

// A new member is shown to customers only if somebody adds it here, too.
TEST(CustomerView, HoldsExactlyTheseMembers) {
    const auto view = customer_view(an_incident().resolution_proposed().now());
    EXPECT_EQ(members(view),
              (std::vector<std::string>{
                  "id",          "reference", "channel",         "language",     "subject",    "description",
                  "order",       "points",    "category",        "status",       "closed_as",  "next_turn",
                  "allowed",     "missing",   "resolution",      "satisfaction", "deadlines",  "person_requested",
                  "merged_into", "continues", "privacy_version", "attachments",  "created_at", "updated_at",
                  "answered_at", "closed_at", "version"}));
    EXPECT_EQ(members(view.at("resolution").as_object()),
              (std::vector<std::string>{"outcome", "remedy", "answers", "proposed_at"}));
    EXPECT_EQ(members(view.at("deadlines").as_object()),
              (std::vector<std::string>{"answer_by", "paused_at", "complete_by", "confirm_by", "reopen_by"}));
}

// The members of customer_view() are tested above; this is of what they hold.
TEST(CustomerView, HoldsNothingOfAnApproval) {
    incidents::testing::Acting by;
    const auto taken = an_incident().in_progress().now();
    const auto asked = incidents::testing::must(incidents::request_approval(
        taken, incidents::testing::AnIncident::a_proposal(taken), "Secreto", by(an_agent())));
    const auto text = boost::json::serialize(customer_view(asked.incident));
    EXPECT_EQ(text, [&] {
        auto before = taken;
        before.version = asked.incident.version;
        before.updated_at = asked.incident.updated_at;
        return boost::json::serialize(customer_view(before));
    }());
    const auto sent = incidents::testing::must(incidents::approve(asked.incident, by(a_supervisor())));
    const auto view = boost::json::serialize(customer_view(sent.incident));
    EXPECT_EQ(view.find("approv"), std::string::npos);
    EXPECT_EQ(view.find(a_supervisor().id.to_string()), std::string::npos);
}

TEST(CustomerView, SaysSinceWhenTheTimeToAnswerStands) {
    const auto paused_at = [](const incidents::Incident& incident) {
        return customer_view(incident).at("deadlines").at("paused_at");
    };
    const auto incomplete = an_incident().in(Status::awaiting_completion).now();
    EXPECT_EQ(paused_at(incomplete).as_string(), to_rfc3339(incomplete.paused_at.value()));
    const auto asked = an_incident().in(Status::awaiting_customer).now();
    EXPECT_TRUE(asked.paused_at) << "the service clock stands, the law's does not";
    EXPECT_TRUE(paused_at(asked).is_null());
}

TEST(PublicView, HoldsNoPersonalData) {
    const auto incident = an_incident().of_contact("fermin@example.org").with_subject("Muy personal").now();
    const auto text = boost::json::serialize(public_view(incident));
    for (const auto* personal : {"Fermín", "fermin", "personal", "gotea", "customer_id", "contact"})
        EXPECT_EQ(text.find(personal), std::string::npos) << personal;
    EXPECT_NE(text.find(incident.reference.value), std::string::npos);
}

TEST(Views, SayWhoseTurnItIsInEveryStatus) {
    const std::map<Status, std::string_view> turns{{Status::registered, "shop"},
                                                   {Status::in_progress, "shop"},
                                                   {Status::awaiting_customer, "customer"},
                                                   {Status::awaiting_completion, "customer"},
                                                   {Status::awaiting_third_party, "third_party"},
                                                   {Status::resolution_proposed, "customer"},
                                                   {Status::closed, "nobody"}};
    for (const auto& [status, turn] : turns)
        EXPECT_EQ(next_turn(an_incident().in(status).now()), turn);
}

TEST(EmployeeView, OffersWhatTheRoleMayDo) {
    const auto closed = an_incident().closed().now();
    const auto offered = [&](access::Role role) {
        return boost::json::serialize(employee_view(closed, role).at("allowed"));
    };
    EXPECT_EQ(offered(access::Role::agent), R"(["change","note"])");
    EXPECT_EQ(offered(access::Role::supervisor), R"(["change","note","reopen","hold"])") << "there is no merge to undo";
}

} // namespace
} // namespace resuelve::api
