#include "domain/incidents/found_words.hpp"
#include "platform/json/text.hpp"

#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

std::string found_in(std::string_view text, std::string_view query) {
    FoundWords words{search_terms(query)};
    const auto place = words.in(text);
    return place.terms == 0 ? "" : snippet(text, place.at);
}

TEST(FoundWords, AreFoundAsTheSearchFindsThem) {
    FoundWords words{search_terms("cafeteras rot*")};
    EXPECT_EQ(words.in("La cafetera llegó rota").terms, 0b11U);
    EXPECT_EQ(words.in("La CAFETERA gotea").terms, 0b01U);
    EXPECT_EQ(words.in("El jarrón llegó roto").terms, 0b10U);
    EXPECT_EQ(words.in("Nada de eso").terms, 0U);
    EXPECT_TRUE(words.all(0b11));
    EXPECT_FALSE(words.all(0b01));
}

TEST(FoundWords, StandWhereTheFirstOfThemBegins) {
    FoundWords words{search_terms("averia cafetera")};
    EXPECT_EQ(words.in("Una avería de la cafetera").at, 4U);
}

TEST(Snippet, IsAShortTextItself) {
    EXPECT_EQ(found_in("La cafetera\ngotea", "gotea"), "La cafetera gotea");
    EXPECT_EQ(found_in("La cafetera gotea", "tetera"), "");
}

TEST(Snippet, ShowsTheFoundWordAndWhatIsAroundIt) {
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "relleno ";
    const auto shown = found_in(text + "la avería de mañana " + text, "averia");
    EXPECT_NE(shown.find(" la avería de mañana relleno"), std::string::npos) << shown;
    EXPECT_TRUE(shown.starts_with("…relleno ")) << shown;
    EXPECT_TRUE(shown.ends_with("relleno…")) << shown;
    EXPECT_LE(text::code_points(shown), 200U);
}

TEST(Snippet, CutsNoCharacterInTwo) {
    std::string text;
    for (int i = 0; i < 500; ++i)
        text += "ñ";
    for (const auto& around : {text + " avería " + text, "avería" + text, "avería " + text}) {
        const auto shown = snippet(around, around.find("avería"));
        EXPECT_TRUE(text::is_utf8(shown));
        EXPECT_LE(text::code_points(shown), 200U);
        EXPECT_NE(shown.find("avería"), std::string::npos);
    }
}

} // namespace
} // namespace resuelve::incidents
