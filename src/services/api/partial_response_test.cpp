#include "services/api/partial_response.hpp"

#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

class OneRange : public ::testing::Test {
protected:
    /// Status, Content-Range and body of "0123456789".
    std::string answer(std::string_view range, std::string_view if_range = {}) {
        http::Request request;
        request.method = method;
        if (!range.empty()) request.headers.add("range", std::string{range});
        if (!if_range.empty()) request.headers.add("if-range", std::string{if_range});
        const auto response =
            one_range(request, http::Response::text(200, "text/plain", "0123456789").with("etag", "\"a\""));
        EXPECT_EQ(response.headers.find("accept-ranges"), "bytes");
        return fmt::format("{} {} {}", response.status, response.headers.find("content-range").value_or("-"),
                           std::get<std::string>(response.body));
    }

    http::Method method = http::Method::get;
};

TEST_F(OneRange, GivesThePartThatIsAskedFor) {
    EXPECT_EQ(answer("bytes=0-0"), "206 bytes 0-0/10 0");
    EXPECT_EQ(answer("bytes=7-"), "206 bytes 7-9/10 789");
    EXPECT_EQ(answer("bytes=-2"), "206 bytes 8-9/10 89");
    EXPECT_EQ(answer("bytes=8-100"), "206 bytes 8-9/10 89");
}

TEST_F(OneRange, GivesTheWholeWhereNoneOrSeveralOrNoneSuchAreAskedFor) {
    for (const auto* range : {"", "bytes=0-1,3-4", "lines=1-2", "bytes=3-1", "bytes=10-"})
        EXPECT_EQ(answer(range), "200 - 0123456789") << range;
}

TEST_F(OneRange, IsOfTheVersionThatIsMeantOnly) {
    EXPECT_EQ(answer("bytes=0-0", "\"a\""), "206 bytes 0-0/10 0");
    EXPECT_EQ(answer("bytes=0-0", "\"b\""), "200 - 0123456789");
}

TEST_F(OneRange, IsForGetAlone) {
    method = http::Method::head;
    EXPECT_EQ(answer("bytes=0-0"), "200 - 0123456789");
}

} // namespace
} // namespace resuelve::api
