#include "platform/http/conditional.hpp"
#include "platform/http/response_head.hpp"
#include "platform/http/trace_context.hpp"

#include <gtest/gtest.h>

namespace resuelve::http {
namespace {

TEST(IfNoneMatch, ComparesWeaklyThroughTheList) {
    EXPECT_TRUE(matches("*", "\"a\""));
    EXPECT_TRUE(matches("\"b\", W/\"a\"", "\"a\""));
    EXPECT_TRUE(matches("\"a\"", "W/\"a\""));
    EXPECT_TRUE(matches("\"x, y\",\"a\"", "\"a\""));
    for (const auto* list : {"", "a", "\"b\"", "\"aa\"", "\"a", ", ,"})
        EXPECT_FALSE(matches(list, "\"a\"")) << list;
}

TEST(Range, IsOneOrTheWhole) {
    using Result = std::variant<Whole, ByteRange, Unsatisfiable>;
    EXPECT_EQ(range_of("bytes=0-0", 10), Result{(ByteRange{0, 0})});
    EXPECT_EQ(range_of("bytes=5-", 10), Result{(ByteRange{5, 9})});
    EXPECT_EQ(range_of("bytes=5-99", 10), Result{(ByteRange{5, 9})});
    EXPECT_EQ(range_of("bytes=-3", 10), Result{(ByteRange{7, 9})});
    EXPECT_EQ(range_of("bytes=-30", 10), Result{(ByteRange{0, 9})});
    EXPECT_EQ(range_of("bytes=10-", 10), Result{Unsatisfiable{}});
    EXPECT_EQ(range_of("bytes=-0", 10), Result{Unsatisfiable{}});
    EXPECT_EQ(range_of("bytes=-1", 0), Result{Unsatisfiable{}});
    EXPECT_EQ(range_of("bytes=0-", 0), Result{Unsatisfiable{}});
    for (const auto* header : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=0-1,3-4", "items=0-1",
                               "bytes=99999999999999999999-", "bytes=0-1 "})
        EXPECT_EQ(range_of(header, 10), Result{Whole{}}) << header;
}

TEST(HttpDate, IsTheFixedForm) {
    EXPECT_EQ(http_date(*parse_rfc3339("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(TraceIds, BeginAnewForWhatIsNoTraceparent) {
    SeededRandom random{1};
    TraceIds ids{random};
    const std::string good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    EXPECT_EQ(ids.from(good).trace_id, "0af7651916cd43dd8448eb211c80319c");
    EXPECT_TRUE(ids.from(good).traceparent.ends_with("-00"));
    EXPECT_EQ(ids.from("cc" + good.substr(2) + "-more").trace_id, "0af7651916cd43dd8448eb211c80319c");
    for (const auto& wrong :
         {std::string{}, good + "-more", "ff" + good.substr(2), good.substr(1),
          "00-" + std::string(32, '0') + good.substr(35), good.substr(0, 36) + std::string(16, '0') + "-01",
          "00-0AF7651916CD43DD8448EB211C80319C" + good.substr(35)})
        EXPECT_NE(ids.from(wrong).trace_id, "0af7651916cd43dd8448eb211c80319c") << wrong;
    EXPECT_NE(ids.from(std::nullopt).trace_id, ids.from(std::nullopt).trace_id);
    EXPECT_EQ(ids.from(std::nullopt).traceparent.size(), 55U);
}

} // namespace
} // namespace resuelve::http
