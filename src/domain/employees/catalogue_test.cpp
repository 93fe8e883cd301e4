#include "domain/employees/catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::employees {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CategoryId id(std::string_view text) {
    return *CategoryId::parse(text);
}

Category reason(std::string_view name, std::string_view parent = {}) {
    return {.id = id(name), .parent = CategoryId::parse(parent), .names = {{{"es", std::string{name}}}}};
}

std::vector<std::string> codes(const std::vector<FieldError>& faults) {
    std::vector<std::string> told;
    for (const auto& fault : faults)
        told.push_back(fault.field + " " + fault.code);
    return told;
}

class CatalogueTest : public testing::Test {
protected:
    CatalogueTest() {
        for (const auto* name : {"a", "b", "c"})
            EXPECT_THAT(catalogue.add(reason(name), {}), IsEmpty());
        EXPECT_THAT(catalogue.add(reason("b1", "b"), {}), IsEmpty());
        EXPECT_THAT(catalogue.add(reason("b11", "b1"), {}), IsEmpty());
    }
    static Catalogue empty() {
        return Catalogue{KeptDocument{.what = Kept::categories, .content = {{"items", boost::json::array{}}}}};
    }
    std::vector<std::string> order() const {
        std::vector<std::string> ids;
        for (const auto& category : catalogue.in_order())
            ids.push_back(category.id.to_string());
        return ids;
    }
    std::vector<std::string> move(std::string_view name, std::string_view parent, std::optional<std::size_t> to = {}) {
        auto moved = *catalogue.find(id(name));
        moved.parent = CategoryId::parse(parent);
        return codes(catalogue.replace(moved, to));
    }

    Catalogue catalogue = empty();
};

} // namespace

TEST_F(CatalogueTest, HasEachReasonBeforeThoseBelowIt) {
    EXPECT_THAT(order(), ElementsAre("a", "b", "b1", "b11", "c"));
    EXPECT_EQ(catalogue.position(*catalogue.find(id("c"))), 2U);
    EXPECT_EQ(catalogue.position(*catalogue.find(id("b1"))), 0U);
}

TEST_F(CatalogueTest, PutsANewOneWhereItIsWanted) {
    EXPECT_THAT(catalogue.add(reason("z"), 1), IsEmpty());
    EXPECT_THAT(order(), ElementsAre("a", "z", "b", "b1", "b11", "c"));
    EXPECT_THAT(catalogue.add(reason("y"), 99), IsEmpty());
    EXPECT_EQ(order().back(), "y");
}

TEST_F(CatalogueTest, MovesAmongSiblingsAndToOtherParents) {
    EXPECT_THAT(move("c", "", 0), IsEmpty());
    EXPECT_THAT(order(), ElementsAre("c", "a", "b", "b1", "b11"));
    EXPECT_THAT(move("b", ""), IsEmpty()); // stays
    EXPECT_THAT(order(), ElementsAre("c", "a", "b", "b1", "b11"));
    EXPECT_THAT(move("c", "b"), IsEmpty()); // last there
    EXPECT_THAT(order(), ElementsAre("a", "b", "b1", "b11", "c"));
    EXPECT_THAT(move("b1", ""), IsEmpty()); // with all below it
    EXPECT_THAT(order(), ElementsAre("a", "b", "c", "b1", "b11"));
}

TEST_F(CatalogueTest, RefusesWhatWouldBeNoTree) {
    EXPECT_THAT(move("b", "b11"), ElementsAre("/parent cycle"));
    EXPECT_THAT(move("b", "b"), ElementsAre("/parent cycle"));
    EXPECT_THAT(move("b", "nobody"), ElementsAre("/parent unknown"));
    EXPECT_THAT(move("b", "a"), ElementsAre("/parent too_deep"));
    EXPECT_THAT(codes(catalogue.add(reason("b111", "b11"), {})), ElementsAre("/parent too_deep"));
    EXPECT_THAT(order(), ElementsAre("a", "b", "b1", "b11", "c"));
}

TEST_F(CatalogueTest, RefusesANameThatASiblingHasInThatLanguage) {
    auto second = reason("a2");
    second.names.by_language = {{"es", "Á"}, {"en", "a"}};
    EXPECT_THAT(codes(catalogue.add(second, {})), ElementsAre("/names/es taken"));
    second.parent = id("b"); // elsewhere it is another one
    EXPECT_THAT(catalogue.add(second, {}), IsEmpty());
    EXPECT_THAT(codes(catalogue.add(second, {})), ElementsAre("/id taken"));
    second.id = id("a3");
    second.names.by_language = {{"en", "Third"}};
    EXPECT_THAT(codes(catalogue.add(second, {})), ElementsAre("/names/es required"));
}

TEST_F(CatalogueTest, OffersNothingBelowARetiredReason) {
    auto retired = *catalogue.find(id("b"));
    retired.status = CategoryStatus::retired;
    EXPECT_THAT(catalogue.replace(retired, {}), IsEmpty());
    EXPECT_FALSE(catalogue.is_offered(*catalogue.find(id("b11"))));
    EXPECT_EQ(catalogue.find(id("b11"))->status, CategoryStatus::active);
    EXPECT_TRUE(catalogue.is_offered(*catalogue.find(id("a"))));
}

TEST_F(CatalogueTest, KeepsTheReasonWithATermOfItsOwn) {
    auto charge = reason("undue_charge");
    EXPECT_THAT(catalogue.add(charge, {}), IsEmpty());
    EXPECT_THAT(codes(catalogue.add(reason("twice", "undue_charge"), {})), ElementsAre("/parent own_term"));
    charge.status = CategoryStatus::retired;
    EXPECT_THAT(codes(catalogue.replace(charge, {})), ElementsAre("/status own_term"));
    EXPECT_THAT(move("undue_charge", "a", 0), IsEmpty());
}

TEST_F(CatalogueTest, IsReadAsItWasStored) {
    const Catalogue read{catalogue.next(Instant{})};
    EXPECT_EQ(read.in_order(), catalogue.in_order());
    EXPECT_EQ(read.version(), catalogue.version() + 1);
}

TEST_F(CatalogueTest, FindsAFreeId) {
    EXPECT_EQ(catalogue.free_id(id("a")), id("a_2"));
    EXPECT_EQ(catalogue.free_id(id("new")), id("new"));
    const auto longest = id(std::string(60, 'x'));
    EXPECT_THAT(catalogue.add({.id = longest, .names = {{{"es", "x"}}}}, {}), IsEmpty());
    EXPECT_EQ(catalogue.free_id(longest).to_string(), std::string(58, 'x') + "_2");
}

TEST(StandardCatalogue, HasEveryNameInEveryLanguage) {
    const auto standard = Catalogue::standard();
    EXPECT_EQ(standard.version(), 0);
    for (const auto& category : standard.in_order()) {
        EXPECT_EQ(category.names.by_language.size(), 5U) << category.id.to_string();
        EXPECT_TRUE(standard.is_offered(category));
    }
    EXPECT_NE(standard.find(id("undue_charge")), nullptr);
}

TEST(CategoryId, IsMadeOfAName) {
    EXPECT_EQ(CategoryId::suggested_by("  Cobro de más (niño, 2.ª vez) ").to_string(), "cobro_de_mas_nino_2a_vez");
    EXPECT_EQ(CategoryId::suggested_by("雨").to_string(), "reason");
    EXPECT_EQ(CategoryId::suggested_by(std::string(90, 'x')).to_string().size(), 60U);
    for (const auto* wrong : {"", "Con Espacio", "_a", "ñ", "a/b"})
        EXPECT_EQ(CategoryId::parse(wrong), std::nullopt) << wrong;
}

} // namespace resuelve::employees
