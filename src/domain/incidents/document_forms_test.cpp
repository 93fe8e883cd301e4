#include "domain/incidents/document_forms.hpp"
#include "domain/incidents/search_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace resuelve::incidents {
namespace {

std::vector<std::string> all_forms(std::string_view text) {
    std::vector<std::string> all;
    each_form(text, [&](std::string_view form) { all.emplace_back(form); });
    return all;
}

TEST(DocumentForms, AreThoseOfEachWordOnce) {
    std::set<std::string> expected;
    for (const auto* word : {"las", "averías", "cafetera"})
        for (const auto& form : index_forms(word))
            expected.insert(form);
    EXPECT_THAT(all_forms("Las averías, las AVERÍAS… ¡cafetera!"), ::testing::UnorderedElementsAreArray(expected));
}

TEST(DocumentForms, OfNumbersAreOnce) {
    EXPECT_THAT(all_forms("P-10234, P10234 y P10234, 10234"), ::testing::ElementsAre("p", "10234", "p10234", "y"));
}

TEST(DocumentForms, AreToldAgainForTheNextText) {
    EXPECT_EQ(all_forms("avería P10"), all_forms("avería P10"));
}

TEST(DocumentForms, AreNoneWithoutWords) {
    EXPECT_THAT(all_forms(" … "), ::testing::IsEmpty());
}

} // namespace
} // namespace resuelve::incidents
