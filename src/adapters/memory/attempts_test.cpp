#include "adapters/memory/attempts.hpp"
#include "tests/contract/attempts_contract.hpp"

namespace resuelve::contract {
namespace {

struct OnMemory final : AttemptsUnderTest {
    events::Attempts& attempts() override { return store; }
    memory::Attempts store{clock};
};

} // namespace

INSTANTIATE_TEST_SUITE_P(OnMemory, AttemptsContract, testing::Values([] { return std::make_unique<OnMemory>(); }));

} // namespace resuelve::contract
