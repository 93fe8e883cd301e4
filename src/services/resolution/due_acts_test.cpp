#include "services/resolution/due_acts.hpp"
#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

using std::chrono::days;
using std::chrono::hours;

using DueActs = ResolutionTest;

TEST_F(DueActs, RemindOfAProposalAndCloseAfterTenDaysOfSilence) {
    const auto incident = shop.keep(an_incident().resolution_proposed());
    EXPECT_EQ(run(do_due_acts(shop.desk)), 0U);
    shop.clock.advance(days{6});
    EXPECT_EQ(run(do_due_acts(shop.desk)), 1U);
    EXPECT_EQ(run(do_due_acts(shop.desk)), 0U) << "each reminder once";
    EXPECT_EQ(shop.entries(incident.id).back().kind, incidents::EntryKind::notification);
    shop.clock.advance(days{5});
    run(do_due_acts(shop.desk));
    EXPECT_EQ(shop.stored(incident.id).closed_as, incidents::ClosedAs::no_answer);
}

TEST_F(DueActs, WarnButNeverCloseWhenTheShopIsLate) {
    const auto incident = shop.keep(an_incident().in_progress());
    shop.clock.advance(days{400});
    while (run(do_due_acts(shop.desk)) > 0) {
    }
    EXPECT_EQ(shop.stored(incident.id).status, incidents::Status::in_progress);
    EXPECT_EQ(shop.stored(incident.id).deadlines.warned_percent, 100);
}

TEST_F(DueActs, WakeWhatWasSnoozed) {
    const auto incident = shop.keep(an_incident().in_progress());
    ASSERT_EQ(patch(an_agent(), incident, R"({"snoozed_until":"2026-11-30T08:00:00Z"})").status, 200U);
    EXPECT_EQ(run(do_due_acts(shop.desk)), 0U);
    shop.clock.advance(days{3});
    EXPECT_EQ(run(do_due_acts(shop.desk)), 1U);
    EXPECT_FALSE(shop.stored(incident.id).snooze);
    EXPECT_EQ(run(do_due_acts(shop.desk)), 0U);
}

TEST_F(DueActs, ForgetUploadsThatNoMessageNamed) {
    const auto incident = shop.keep(an_incident().in_progress());
    const auto digest = run(shop.blobs.put("bytes"));
    run(shop.incidents.add_attachment(
        {.id = {uuid(60)}, .incident = incident.id, .sha256 = digest, .uploaded_at = shop.clock.now()}));
    shop.clock.advance(hours{23});
    run(forget_leftovers(shop.desk));
    EXPECT_TRUE(run(shop.blobs.get(digest)));
    shop.clock.advance(hours{2});
    run(forget_leftovers(shop.desk));
    EXPECT_FALSE(run(shop.blobs.get(digest)));
    EXPECT_FALSE(run(shop.incidents.find_attachment({uuid(60)})));
}

} // namespace
} // namespace resuelve::resolution
