#pragma once

#include "tests/contract/incident_store/attachments.hpp"
#include "tests/contract/incident_store/committing.hpp"
#include "tests/contract/incident_store/drafts.hpp"
#include "tests/contract/incident_store/erasure.hpp"
#include "tests/contract/incident_store/figure_lists.hpp"
#include "tests/contract/incident_store/idempotency.hpp"
#include "tests/contract/incident_store/known_persons.hpp"
#include "tests/contract/incident_store/lists.hpp"
#include "tests/contract/incident_store/reports.hpp"
#include "tests/contract/incident_store/search.hpp"
#include "tests/contract/incident_store/timelines.hpp"
#include "tests/contract/incident_store/waiting_work.hpp"

/// What every IncidentStore has to do, in one suite for each part of the port. An adapter's test instantiates them
/// within namespace resuelve::incidents, with a type as incident_store/fixture.hpp wants it.
#define INSTANTIATE_INCIDENT_STORE_CONTRACT(prefix, Adapter)                                                           \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreCommitting, Adapter);                                          \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreIdempotency, Adapter);                                         \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreTimelines, Adapter);                                           \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreLists, Adapter);                                               \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreFigureLists, Adapter);                                         \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreSearch, Adapter);                                              \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreWaitingWork, Adapter);                                         \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreAttachments, Adapter);                                         \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreDrafts, Adapter);                                              \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreErasure, Adapter);                                             \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreReports, Adapter);                                             \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, IncidentStoreKnownPersons, Adapter)
