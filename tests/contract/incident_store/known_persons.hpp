#pragma once

#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// Copies of persons of other services.
template <class Adapter>
class IncidentStoreKnownPersons : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreKnownPersons);

TYPED_TEST_P(IncidentStoreKnownPersons, RemembersTheNewestOfAPerson) {
    KnownPerson ana{.id = testing::uuid(1),
                    .role = access::Role::customer,
                    .version = 2,
                    .name = "Ana",
                    .email = "ana@example.com",
                    .language = "ca",
                    .email_verified = true};
    run(this->store.remember(ana));
    EXPECT_EQ(run(this->store.known_person(ana.id)), ana);
    EXPECT_EQ(run(this->store.known_customer_by_email("ana@example.com")), ana);
    auto older = ana;
    older.version = 1;
    older.name = "Anita";
    run(this->store.remember(older));
    EXPECT_EQ(run(this->store.known_person(ana.id)), ana);
    auto newer = ana;
    newer.version = 3;
    newer.email = "ana@example.org";
    run(this->store.remember(newer));
    EXPECT_EQ(run(this->store.known_person(ana.id)), newer);
    EXPECT_EQ(run(this->store.known_customer_by_email("ana@example.com")), std::nullopt);
    EXPECT_EQ(run(this->store.known_person(testing::uuid(9))), std::nullopt);
}

TYPED_TEST_P(IncidentStoreKnownPersons, KnowsActiveCustomersAloneByTheirEmail) {
    KnownPerson employee{.id = testing::uuid(2),
                         .role = access::Role::agent,
                         .version = 1,
                         .name = "Berta",
                         .email = "berta@example.com"};
    KnownPerson gone{.id = testing::uuid(3),
                     .role = access::Role::customer,
                     .version = 1,
                     .name = "",
                     .email = "gone@example.com",
                     .active = false};
    run(this->store.remember(employee));
    run(this->store.remember(gone));
    EXPECT_EQ(run(this->store.known_customer_by_email("berta@example.com")), std::nullopt);
    EXPECT_EQ(run(this->store.known_customer_by_email("gone@example.com")), std::nullopt);
    EXPECT_EQ(run(this->store.known_person(employee.id)), employee);
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreKnownPersons, RemembersTheNewestOfAPerson,
                            KnowsActiveCustomersAloneByTheirEmail);

} // namespace resuelve::incidents
