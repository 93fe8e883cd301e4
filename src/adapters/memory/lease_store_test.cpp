#include "adapters/memory/lease_store.hpp"
#include "tests/contract/lease_store_contract.hpp"

namespace resuelve::events {
namespace {

struct InMemory {
    LeaseStore& store() { return kept; }
    void pass(std::chrono::milliseconds time) { clock.advance(time); }

    ManualClock clock{Instant{std::chrono::milliseconds{1'700'000'000'000}}};
    memory::LeaseStore kept{clock};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMemory, LeaseStoreContract, InMemory);

} // namespace resuelve::events
