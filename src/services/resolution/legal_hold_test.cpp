#include "services/api/people.hpp"
#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

struct LegalHold : ResolutionTest {
    Answered hold(access::Actor by, const incidents::Incident& incident) {
        return api.post(std::move(by), path_of(incident, "/legal-hold"), R"({"reason":"Diligencias previas"})");
    }
    Answered lift(access::Actor by, const incidents::Incident& incident) {
        return api.send(std::move(by), {http::Method::delete_, path_of(incident, "/legal-hold")});
    }
    void erase_ana() {
        run(api::customer_erased({.type = "customer.erased", .subject = ana().id, .version = 9}, shop.desk));
    }
};

TEST_F(LegalHold, IsSetAndLiftedBySupervisorsAndAdministrators) {
    const auto incident = shop.keep(an_incident());
    EXPECT_EQ(hold(an_agent(), incident).status, 403U);
    EXPECT_EQ(api.post(a_supervisor(), path_of(incident, "/legal-hold"), "{}").first_error(), "/reason required");
    EXPECT_EQ(hold(a_supervisor(), incident).json().at("legal_hold"), true);
    EXPECT_EQ(hold(a_supervisor(), incident).status, 409U);
    EXPECT_EQ(lift(an_admin(), incident).json().at("legal_hold"), false);
    EXPECT_EQ(lift(an_admin(), incident).status, 409U);
}

TEST_F(LegalHold, KeepsAnIncidentFromBeingErasedUntilItIsLifted) {
    const auto held = shop.keep(an_incident());
    const auto other = shop.keep(an_incident().numbered(2));
    hold(a_supervisor(), held);

    erase_ana();
    EXPECT_FALSE(shop.stored(held.id).erased);
    EXPECT_TRUE(shop.stored(other.id).erased);

    lift(a_supervisor(), held);
    EXPECT_TRUE(shop.stored(held.id).erased);
    EXPECT_EQ(hold(a_supervisor(), held).status, 409U) << "too late";
}

TEST_F(LegalHold, ErasesNothingOfACustomerWhoIsThere) {
    const auto incident = shop.keep(an_incident());
    hold(a_supervisor(), incident);
    lift(a_supervisor(), incident);
    EXPECT_FALSE(shop.stored(incident.id).erased);
}

TEST_F(LegalHold, IsNotSeenByTheCustomer) {
    const auto incident = shop.keep(an_incident());
    const auto before = run(shop.incidents.timeline(incident.id, 0, 100, false)).size();
    hold(a_supervisor(), incident);
    EXPECT_EQ(run(shop.incidents.timeline(incident.id, 0, 100, false)).size(), before);
    EXPECT_EQ(shop.entries(incident.id).back().visibility, incidents::Visibility::internal);
}

} // namespace
} // namespace resuelve::resolution
