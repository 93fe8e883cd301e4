#pragma once

#include "domain/incidents/note.hpp"
#include "domain/incidents/reply.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// Lists with words to find.
template <class Adapter>
class IncidentStoreSearch : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreSearch);

TYPED_TEST_P(IncidentStoreSearch, FindsStemsWithAndWithoutAccents) {
    const auto coffee = this->stored(
        testing::an_incident().with_subject("Cafeteras y averías").with_description("Dos de dos están rotas."));
    const auto refund = this->stored(testing::an_incident()
                                         .with_subject("Varias devoluciones")
                                         .with_description("The refunds never arrived this year."));
    const auto year =
        this->stored(testing::an_incident().with_subject("Garantía de un año").with_description("Nada más que eso."));
    using Ids = std::set<IncidentId>;
    EXPECT_EQ(this->found("averia"), Ids{coffee.id});
    EXPECT_EQ(this->found("AVERÍA"), Ids{coffee.id});
    EXPECT_EQ(this->found("devolucion"), Ids{refund.id});
    EXPECT_EQ(this->found("devolución"), Ids{refund.id});
    EXPECT_EQ(this->found("refund"), Ids{refund.id});
    EXPECT_EQ(this->found("año"), Ids{year.id});
    EXPECT_EQ(this->found("ano"), Ids{}) << "ñ is not n";
    EXPECT_EQ(this->found("tostadora"), Ids{});
    EXPECT_EQ(this->found("cafetera"), Ids{coffee.id});
}

TYPED_TEST_P(IncidentStoreSearch, FindsOnlyWhereAllWordsAre) {
    using Ids = std::set<IncidentId>;
    const auto one = this->stored(testing::an_incident().with_subject("Batidora rota"));
    const auto other = this->stored(testing::an_incident().with_subject("Batidora perdida"));
    EXPECT_EQ(this->found("batidora rota"), Ids{one.id});
    EXPECT_EQ(this->found("perdida, BATIDORAS"), Ids{other.id});
    EXPECT_EQ(this->found("batidora"), (Ids{one.id, other.id}));
}

TYPED_TEST_P(IncidentStoreSearch, FindsByPrefixReferenceAndPerson) {
    using Ids = std::set<IncidentId>;
    const auto one = this->stored(testing::an_incident().with_subject("Devoluciones pendientes"));
    EXPECT_EQ(this->found("devolucio*"), Ids{one.id});
    EXPECT_EQ(this->found("pend* devol*"), Ids{one.id});
    EXPECT_EQ(this->found("evolucio*"), Ids{});
    EXPECT_EQ(this->found(one.reference.value), Ids{one.id});
    EXPECT_EQ(this->found("perez"), Ids{one.id});
}

TYPED_TEST_P(IncidentStoreSearch, FindsWhatWasWrittenLater) {
    using Ids = std::set<IncidentId>;
    auto one = this->stored(testing::an_incident());
    this->stored(testing::an_incident());
    one = this->commit(reply(one, {.body = "También falta el molinillo"}, this->by(testing::ana())));
    EXPECT_EQ(this->found("molinillos"), Ids{one.id});
    EXPECT_EQ(this->found("molinillo averiada"), Ids{one.id}) << "words of a message and of the subject";
}

TYPED_TEST_P(IncidentStoreSearch, FindsNotesForEmployeesOnly) {
    using Ids = std::set<IncidentId>;
    auto one = this->stored(testing::an_incident());
    one = this->commit(note(one, {.body = "Sospecho de un fraude"}, this->by(testing::an_agent())));
    EXPECT_EQ(this->found("fraude"), Ids{one.id});
    EXPECT_EQ(this->found("fraude", {.customer = testing::ana().customer_id()}), Ids{});
    EXPECT_EQ(this->found("cafetera", {.customer = testing::ana().customer_id()}), Ids{one.id});
    EXPECT_EQ(this->found("cafetera", {.customer = this->another_customer()}), Ids{});
}

TYPED_TEST_P(IncidentStoreSearch, TakesWhatIsTypedForWordsAndNeverForSyntax) {
    using Ids = std::set<IncidentId>;
    const auto one = this->stored(testing::an_incident().with_subject("NOT near OR AND"));
    for (const auto* typed :
         {"\"near", "near)", "(near", "near:near", "-near", "^near", "near\"\"", "near;--", "'near'"})
        EXPECT_EQ(this->found(typed), Ids{one.id}) << typed;
}

TYPED_TEST_P(IncidentStoreSearch, FiltersWhatItFinds) {
    using Ids = std::set<IncidentId>;
    const auto urgent = this->stored(testing::an_incident().with_priority(Priority::urgent));
    this->stored(testing::an_incident());
    EXPECT_EQ(this->listed({.priority = Priority::urgent, .text = "cafetera"}), Ids{urgent.id});
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreSearch, FindsStemsWithAndWithoutAccents, FindsOnlyWhereAllWordsAre,
                            FindsByPrefixReferenceAndPerson, FindsWhatWasWrittenLater, FindsNotesForEmployeesOnly,
                            TakesWhatIsTypedForWordsAndNeverForSyntax, FiltersWhatItFinds);

} // namespace resuelve::incidents
