#include "domain/incidents/search_query.hpp"
#include "domain/incidents/search_words.hpp"
#include "platform/http/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(SearchQuery, LooksForTheFormsOfEachWord) {
    EXPECT_THAT(search_terms("la Avería"), ElementsAre(SearchTerm{forms("la"), {}}, SearchTerm{forms("Avería"), {}}));
}

TEST(SearchQuery, TakesAStarAfterTwoCharactersForAPrefix) {
    EXPECT_THAT(search_terms("DEVOLUCIÓ* ñu*"), ElementsAre(SearchTerm{{}, "devolucio"}, SearchTerm{{}, "ñu"}));
    EXPECT_THAT(search_terms("d*"), ElementsAre(SearchTerm{forms("d"), {}}));
    EXPECT_THAT(search_terms("*dos"), ElementsAre(SearchTerm{forms("dos"), {}}));
}

TEST(SearchQuery, HasNoTermsWithoutWords) {
    EXPECT_THAT(search_terms(" \"*-:( "), IsEmpty());
}

TEST(SearchQuery, RefusesTooMuchAndWhatIsNoText) {
    std::string words;
    for (int i = 0; i < 16; ++i)
        words += "w ";
    EXPECT_THAT(search_terms(words), SizeIs(16));
    EXPECT_THROW(search_terms(words + "w"), Problem);
    EXPECT_THAT(search_terms(std::string(256, 'a')), SizeIs(1));
    EXPECT_THROW(search_terms(std::string(257, 'a')), Problem);
    EXPECT_THROW(search_terms("\xC3("), Problem);
}

} // namespace
} // namespace resuelve::incidents
