#include "platform/log/access_log.hpp"
#include "platform/log/log.hpp"

#include <gtest/gtest.h>

namespace resuelve::log {
namespace {

using namespace std::chrono_literals;

TEST(Log, WritesOneJsonObjectPerLine) {
    const Capture capture;
    warning("disk nearly full", {{"free", 12}, {"path", "/data"}, {"share", 0.5}, {"ok", false}});
    const auto line = boost::json::parse(capture.text()).as_object();
    EXPECT_EQ(line.at("level"), "warning");
    EXPECT_EQ(line.at("message"), "disk nearly full");
    EXPECT_EQ(line.at("free"), 12);
    EXPECT_EQ(line.at("path"), "/data");
    EXPECT_EQ(line.at("share"), 0.5);
    EXPECT_EQ(line.at("ok"), false);
    EXPECT_TRUE(parse_rfc3339(std::string_view{line.at("time").as_string()}));
}

TEST(Log, CannotBeMadeToStartALine) {
    const Capture capture;
    error("a\n{\"level\":\"info\"}", {{"from", "x\r\n\"y\\\x1b[31m"}});
    const auto text = capture.text();
    EXPECT_EQ(std::ranges::count(text, '\n'), 1);
    EXPECT_EQ(boost::json::parse(text).at("from"), "x\r\n\"y\\\x1b[31m");
}

TEST(Log, DropsWhatIsBelowItsLevel) {
    const Capture capture;
    debug("not seen");
    set_level(Level::debug);
    debug("seen");
    set_level(Level::info);
    EXPECT_EQ(capture.text().find("not seen"), std::string::npos);
    EXPECT_NE(capture.text().find("\"seen\""), std::string::npos);
}

TEST(AccessLog, TellsTheRouteAndWhoAsked) {
    const Capture capture;
    AccessLog access_log;
    access_log.add({Instant{0ms}, "0af7", "GET", "/api/v1/incidents/{id}", 200, 1234us, 512, "customer:17"});
    access_log.flush();
    const auto line = boost::json::parse(capture.text()).as_object();
    EXPECT_EQ(line.at("time"), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(line.at("trace_id"), "0af7");
    EXPECT_EQ(line.at("method"), "GET");
    EXPECT_EQ(line.at("route"), "/api/v1/incidents/{id}");
    EXPECT_EQ(line.at("status"), 200);
    EXPECT_EQ(line.at("ms"), 1.234);
    EXPECT_EQ(line.at("bytes"), 512);
    EXPECT_EQ(line.at("subject"), "customer:17");
}

TEST(AccessLog, WritesAllThatWasCollectedAtTheEnd) {
    const Capture capture;
    {
        AccessLog access_log;
        for (int i = 0; i < 1000; ++i)
            access_log.add({Instant{0ms}, "0af7", "GET", "/", 200, 1us, 0, ""});
    }
    const auto text = capture.text();
    EXPECT_EQ(std::ranges::count(text, '\n'), 1000);
}

TEST(AccessLog, IsSilentWhenSwitchedOff) {
    const Capture capture;
    AccessLog access_log{false};
    access_log.add({Instant{0ms}, "0af7", "GET", "/", 200, 1us, 0, ""});
    access_log.flush();
    EXPECT_EQ(capture.text(), "");
}

} // namespace
} // namespace resuelve::log
