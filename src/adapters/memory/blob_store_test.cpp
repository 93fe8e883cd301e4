#include "adapters/memory/blob_store.hpp"
#include "tests/contract/blob_store_contract.hpp"

namespace resuelve::incidents {
namespace {

struct InMemory {
    memory::BlobStore blobs;

    BlobStore& store() { return blobs; }
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, BlobStoreContract, InMemory);

} // namespace
} // namespace resuelve::incidents
