#pragma once

#include "domain/incidents/blob_store.hpp"
#include "platform/async/run.hpp"

#include <gtest/gtest.h>

namespace resuelve::incidents {

/// What every BlobStore has to do. An adapter's test instantiates it with a type that has `BlobStore& store()`.
template <class Adapter>
class BlobStoreContract : public ::testing::Test {
protected:
    Adapter adapter;
    BlobStore& store = adapter.store();
};

TYPED_TEST_SUITE_P(BlobStoreContract);

TYPED_TEST_P(BlobStoreContract, GivesBackTheBytesByTheirHash) {
    const std::string bytes{"\0\xFF\r\n%PDF", 8};
    const auto digest = run(this->store.put(bytes));
    EXPECT_EQ(digest, sha256(bytes));
    EXPECT_EQ(run(this->store.get(digest)), bytes);
}

TYPED_TEST_P(BlobStoreContract, KeepsNoBytesAtAllToo) {
    EXPECT_EQ(run(this->store.get(run(this->store.put({})))), std::string{});
}

TYPED_TEST_P(BlobStoreContract, StoresTheSameBytesOnce) {
    const auto digest = run(this->store.put("foto"));
    EXPECT_EQ(run(this->store.put("foto")), digest);
    run(this->store.remove(digest));
    EXPECT_EQ(run(this->store.get(digest)), std::nullopt);
}

TYPED_TEST_P(BlobStoreContract, HasNothingForAnUnknownHash) {
    EXPECT_EQ(run(this->store.get(sha256("nie gesehen"))), std::nullopt);
}

TYPED_TEST_P(BlobStoreContract, ForgetsWhatIsNotThereWithoutComplaint) {
    run(this->store.remove(sha256("nie gesehen")));
    const auto digest = run(this->store.put("foto"));
    EXPECT_EQ(run(this->store.get(digest)), "foto");
}

TYPED_TEST_P(BlobStoreContract, KeepsLargeBlobs) {
    const std::string bytes(3 * 1024 * 1024 + 1, 'x');
    EXPECT_EQ(run(this->store.get(run(this->store.put(bytes)))), bytes);
}

TYPED_TEST_P(BlobStoreContract, CanStoreAgainWhatWasRemoved) {
    const auto digest = run(this->store.put("foto"));
    run(this->store.remove(digest));
    run(this->store.put("foto"));
    EXPECT_EQ(run(this->store.get(digest)), "foto");
}

REGISTER_TYPED_TEST_SUITE_P(BlobStoreContract, GivesBackTheBytesByTheirHash, KeepsNoBytesAtAllToo,
                            StoresTheSameBytesOnce, HasNothingForAnUnknownHash, ForgetsWhatIsNotThereWithoutComplaint,
                            KeepsLargeBlobs, CanStoreAgainWhatWasRemoved);

} // namespace resuelve::incidents
