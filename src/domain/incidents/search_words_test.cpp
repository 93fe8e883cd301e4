#include "domain/incidents/search_words.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace resuelve::incidents {
namespace {

/// Whether a search for one word finds a document with the other.
bool finds(std::string_view typed, std::string_view written) {
    const auto kept = index_forms(written);
    return std::ranges::any_of(forms(typed),
                               [&](const auto& form) { return std::ranges::find(kept, form) != kept.end(); });
}

TEST(SearchWords, FindThePluralAndTheSingular) {
    EXPECT_TRUE(finds("cafeteras", "cafetera"));
    EXPECT_TRUE(finds("cafetera", "Cafeteras"));
    EXPECT_TRUE(finds("refund", "refunds"));
}

TEST(SearchWords, FindWhatIsTypedWithoutItsAccent) {
    EXPECT_TRUE(finds("devolucion", "devoluciones"));
    EXPECT_TRUE(finds("devolucion", "Devolución"));
    EXPECT_TRUE(finds("devoluciones", "devolución"));
    EXPECT_TRUE(finds("averia", "averías"));
    EXPECT_TRUE(finds("averías", "averia"));
    EXPECT_TRUE(finds("CONEXION", "conexión"));
    EXPECT_TRUE(finds("television", "televisiones"));
}

TEST(SearchWords, DoNotTakeTheEnyeForAnN) {
    EXPECT_FALSE(finds("ano", "año"));
    EXPECT_FALSE(finds("cana", "caña"));
    EXPECT_TRUE(finds("AÑOS", "año"));
    EXPECT_TRUE(finds("an\xCC\x83os", "año")) << "n and a combining tilde are an ñ";
}

TEST(SearchWords, DoNotFindSomethingElse) {
    EXPECT_FALSE(finds("cafetera", "tostadora"));
}

TEST(SearchWords, AreLettersAndDigitsBetweenOtherCharacters) {
    EXPECT_EQ(words("¡Hola, señor-García! Pedido nº 33/A…"),
              (std::vector<std::string_view>{"Hola", "señor", "García", "Pedido", "nº", "33", "A"}));
    EXPECT_TRUE(words(" … ¿? ").empty());
}

TEST(SearchWords, AreSeparatedByBytesThatAreNotUtf8) {
    EXPECT_EQ(words("uno\xFF\xC3"
                    "dos"),
              (std::vector<std::string_view>{"uno", "dos"}));
}

TEST(SearchWords, ThatAreVeryLongAreCutBetweenCodePoints) {
    const std::string longest(63, 'a');
    EXPECT_EQ(folded_word(longest + "ññ"), longest);
    EXPECT_EQ(index_forms(longest + "ññ"), std::vector{longest});
}

TEST(SearchWords, KeepTheWholeWordForPrefixes) {
    EXPECT_TRUE(
        std::ranges::any_of(index_forms("Devoluciones"), [](auto& form) { return form.starts_with("devolucio"); }));
}

RC_GTEST_PROP(SearchWords, OfAnyBytesAreFoundByThemselves, (const std::string& bytes)) {
    for (const auto word : words(bytes))
        RC_ASSERT(finds(word, word));
}

} // namespace
} // namespace resuelve::incidents
