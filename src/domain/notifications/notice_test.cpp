#include "domain/notifications/notice.hpp"

#include <gtest/gtest.h>

namespace resuelve::notifications {
namespace {

class NoticeIdTest : public ::testing::Test {
protected:
    SeededRandom random{7};
    Instant early{std::chrono::hours{1}};
    EmployeeId eva = EmployeeId::make(early, random);
    EmployeeId leo = EmployeeId::make(early, random);
    events::EventId event = events::EventId::make(early, random);
};

TEST_F(NoticeIdTest, IsTheSameForARepeatedEvent) {
    EXPECT_EQ(notice_id(event, eva), notice_id(event, eva));
}

TEST_F(NoticeIdTest, DiffersByEmployeeAndByEvent) {
    EXPECT_NE(notice_id(event, eva), notice_id(event, leo));
    EXPECT_NE(notice_id(event, eva), notice_id(events::EventId::make(early, random), eva));
}

TEST_F(NoticeIdTest, SortsByTheTimeOfTheEvent) {
    const auto later = events::EventId::make(early + std::chrono::milliseconds{1}, random);
    EXPECT_LT(notice_id(event, eva), notice_id(later, leo));
    EXPECT_LT(notice_id(event, leo), notice_id(later, eva));
}

TEST_F(NoticeIdTest, IsAVersion7Uuid) {
    const auto text = notice_id(event, eva).to_string();
    EXPECT_EQ(text[14], '7');
    EXPECT_NE(std::string_view{"89ab"}.find(text[19]), std::string_view::npos);
}

} // namespace
} // namespace resuelve::notifications
