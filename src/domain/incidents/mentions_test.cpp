#include "domain/incidents/limits.hpp"
#include "domain/incidents/mentions.hpp"

#include <gmock/gmock.h>

namespace resuelve::incidents {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Mentions, AreAddressesOrWhatStandsBeforeTheirAt) {
    EXPECT_THAT(mentions_in("@eva.ruiz, mira esto con @Leo@Tienda.Example."),
                ElementsAre("eva.ruiz", "leo@tienda.example"));
    EXPECT_THAT(mentions_in("(@eva) ¿y @leo? @muñoz: sí"), ElementsAre("eva", "leo", "muñoz"));
    EXPECT_THAT(mentions_in("Pregunta a @eva.\n@leo@tienda.example-"), ElementsAre("eva", "leo@tienda.example"));
}

TEST(Mentions, AreNotAddressesThatSomebodyWroteDown) {
    EXPECT_THAT(mentions_in("Escribió ana@example.org, y no eva@tienda.example"), IsEmpty());
    EXPECT_THAT(mentions_in("a las 9 @ 10, @@eva, @."), IsEmpty());
    EXPECT_THAT(mentions_in(""), IsEmpty());
}

TEST(Mentions, CountOnceAndUpToALimit) {
    EXPECT_THAT(mentions_in("@eva @EVA @eva"), ElementsAre("eva"));
    std::string all;
    for (int n = 0; n < 50; ++n)
        all += fmt::format("@e{} ", n);
    EXPECT_THAT(mentions_in(all), SizeIs(limits::mentions));
}

} // namespace
} // namespace resuelve::incidents
