#include "app/home_page.hpp"

#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

TEST(HomePage, NamesNobodyOutsideTheDemonstration) {
    const auto html = render_home_page("1.2.3", {});
    EXPECT_NE(html.find("Resuelve 1.2.3"), std::string::npos);
    EXPECT_EQ(html.find("{{"), std::string::npos);
    EXPECT_EQ(html.find("Contraseña"), std::string::npos);
}

TEST(HomePage, ListsTheDemonstrationsPeople) {
    const auto html = render_home_page("1", demo_sign_ins());
    for (const auto& person : demo_sign_ins())
        EXPECT_NE(html.find(person.email), std::string::npos) << person.email;
}

TEST(HomePage, EscapesWhatItShows) {
    const DemoSignIn odd[]{{"<b>", "a&b", "c", "d"}};
    const auto html = render_home_page("1", odd);
    EXPECT_NE(html.find("&lt;b&gt;"), std::string::npos);
    EXPECT_NE(html.find("a&amp;b"), std::string::npos);
}

} // namespace
} // namespace resuelve::app
