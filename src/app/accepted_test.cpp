#include "app/accepted.hpp"

#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

using Names = std::vector<std::string>;

TEST(Accepted, PutsTheMostWantedFirst) {
    EXPECT_EQ(accepted("ca;q=0.7, en-GB, es;q=0.8"), (Names{"en-gb", "es", "ca"}));
    EXPECT_EQ(accepted("gzip, deflate, br"), (Names{"gzip", "deflate", "br"}));
}

TEST(Accepted, LeavesOutWhatIsRefused) {
    EXPECT_EQ(accepted("br;q=0, gzip;q=0.001, deflate;q=0.000"), Names{"gzip"});
}

TEST(Accepted, LeavesOutWhatCannotBeRead) {
    for (const auto* header : {"", ",", ";q=1", "br;q=", "br;q=2", "br;q=0,5;", "br;x=1", "br;q=0.1234", "br;q=.5"})
        EXPECT_EQ(accepted(header) == Names{"br"}, false) << header;
}

} // namespace
} // namespace resuelve::app
