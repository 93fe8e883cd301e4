#include "domain/employees/reply_template.hpp"
#include "domain/employees/saved_view.hpp"
#include "domain/employees/shelf.hpp"
#include "platform/ids/random.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::employees {
namespace {

struct ShelfTest : testing::Test {
    SavedView a_view(std::string name) {
        now += std::chrono::seconds{1};
        return {.id = SavedViewId::make(now, random),
                .name = {std::move(name)},
                .query = "status=registered",
                .created_at = now,
                .updated_at = now};
    }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& view : shelf.items())
            all.push_back(view.name.value);
        return all;
    }

    SeededRandom random{3};
    Instant now{std::chrono::milliseconds{1'764'000'000'000}};
    Shelf<SavedView> shelf{Holder::of(EmployeeId{{{7}}})};
};

} // namespace

TEST_F(ShelfTest, KeepsTheOrderInWhichThingsCame) {
    EXPECT_FALSE(shelf.add(a_view("b")));
    EXPECT_FALSE(shelf.add(a_view("a")));
    EXPECT_THAT(names(), testing::ElementsAre("b", "a"));
}

TEST_F(ShelfTest, IsStoredAndReadAsItIs) {
    shelf.add(a_view("Almac\u00e9n \"norte\""));
    const auto document = shelf.next(now);
    EXPECT_EQ(document.version, 1);
    EXPECT_EQ(document.what, Kept::views);
    const Shelf<SavedView> again{document};
    EXPECT_EQ(again.items(), shelf.items());
    EXPECT_EQ(again.next(now).version, 2);
}

TEST_F(ShelfTest, HasEachNameOnceWithoutRegardToCaseAndAccents) {
    shelf.add(a_view("Almac\u00e9n"));
    EXPECT_EQ(shelf.add(a_view("ALMACEN")), ShelfFault::name_taken);
}

TEST_F(ShelfTest, LetsAThingKeepItsOwnName) {
    auto view = a_view("uno");
    shelf.add(view);
    view.query = "status=closed";
    EXPECT_FALSE(shelf.replace(view));
    EXPECT_EQ(shelf.find(view.id)->query, "status=closed");
}

TEST_F(ShelfTest, MovesWhatIsGivenAPosition) {
    for (const auto* name : {"a", "b", "c", "d"})
        shelf.add(a_view(name));
    shelf.replace(shelf.items()[2], 0);
    EXPECT_THAT(names(), testing::ElementsAre("c", "a", "b", "d"));
    shelf.replace(shelf.items()[0], 2);
    EXPECT_THAT(names(), testing::ElementsAre("a", "b", "c", "d"));
    shelf.replace(shelf.items()[0], 99);
    EXPECT_THAT(names(), testing::ElementsAre("b", "c", "d", "a"));
}

TEST_F(ShelfTest, IsFullAtItsLimit) {
    for (std::size_t i = 0; i < SavedView::most; ++i)
        ASSERT_FALSE(shelf.add(a_view(fmt::format("v{}", i))));
    EXPECT_EQ(shelf.add(a_view("one more")), ShelfFault::full);
    shelf.remove(shelf.items().front().id);
    EXPECT_FALSE(shelf.add(a_view("one more")));
}

TEST_F(ShelfTest, IsFullOfLongTexts) {
    Shelf<ReplyTemplate> templates{Holder::shop()};
    std::size_t added = 0;
    for (std::size_t i = 0; i < ReplyTemplate::most; ++i) {
        ReplyTemplate one{.id = ReplyTemplateId::make(now, random),
                          .name = {fmt::format("t{}", i)},
                          .texts = {{{"es", std::string(5'000, 'a')}, {"en", std::string(5'000, 'b')}}}};
        if (templates.add(one) == ShelfFault::full) break;
        ++added;
    }
    EXPECT_GT(added, 40U);
    EXPECT_LT(added, ReplyTemplate::most);
}

TEST(TemplateTexts, AreOfOurLanguages) {
    const auto faults = [](std::string_view text) {
        std::vector<std::string> found;
        try {
            json::read<TemplateTexts>(text);
        } catch (const Problem& problem) {
            for (const auto& error : problem.errors())
                found.push_back(error.field + " " + error.code);
        }
        return found;
    };
    EXPECT_THAT(faults(R"({"es":"Hola","eu":"Kaixo"})"), testing::IsEmpty());
    EXPECT_THAT(faults(R"({"fr":"Bonjour","es":""})"), testing::UnorderedElementsAre("/fr unknown", "/es too_short"));
    EXPECT_THAT(faults("{}"), testing::ElementsAre(" too_few"));
}

} // namespace resuelve::employees
