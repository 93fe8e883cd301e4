#include "adapters/mongodb/an_incident_database.hpp"
#include "adapters/mongodb/attachments.hpp"
#include "adapters/mongodb/blob_store.hpp"
#include "tests/contract/blob_store_contract.hpp"
#include "tests/support/an_incident.hpp"

namespace resuelve {
namespace {

struct InMongodb {
    mongodb::testing::ADatabase made{mongodb::incidents_migrations()};
    mongodb::BlobStore blobs{made.database};

    incidents::BlobStore& store() { return blobs; }
};

} // namespace

namespace incidents {
INSTANTIATE_TYPED_TEST_SUITE_P(Mongodb, BlobStoreContract, InMongodb);
} // namespace incidents

namespace mongodb {
namespace {

struct MongodbBlobStore : ::testing::Test {
    InMongodb mongodb;
    BlobStore& blobs = mongodb.blobs;
};

std::int64_t chunks(testing::ADatabase& made) {
    return run(made.database.read([](Connection& connection) {
        return connection.count("blobs.chunks", {{"files_id", Document{{"$gt", ""}}}});
    }));
}

TEST_F(MongodbBlobStore, LeavesNoChunksBehind) {
    const auto digest = run(blobs.put(std::string(600'000, 'x')));
    EXPECT_EQ(run(blobs.put(std::string(600'000, 'x'))), digest);
    EXPECT_EQ(chunks(mongodb.made), 3);
    run(blobs.remove(digest));
    EXPECT_EQ(chunks(mongodb.made), 0);
}

TEST_F(MongodbBlobStore, KeepsWhatSomebodyRefersTo) {
    incidents::Attachment attachment;
    attachment.id = {incidents::testing::uuid(7)};
    attachment.name = "foto.jpg";
    attachment.sha256 = run(blobs.put("foto"));
    run(mongodb.made.database.write([=](Connection& connection) { store_attachment(connection, attachment); }));
    run(blobs.remove(attachment.sha256));
    EXPECT_EQ(run(blobs.get(attachment.sha256)), "foto");
}

TEST_F(MongodbBlobStore, RefusesBytesThatChangedInTheDatabase) {
    const auto digest = run(blobs.put("foto"));
    run(mongodb.made.database.write([id = to_hex(digest)](Connection& connection) {
        const std::array<std::uint8_t, 4> others{'f', 'o', 't', 'O'};
        connection.update_one("blobs.chunks", {{"files_id", id}},
                              Document{{"$set", Document{{"data", std::span<const std::uint8_t>{others}}}}});
    }));
    EXPECT_THROW(run(blobs.get(digest)), std::runtime_error);
}

} // namespace
} // namespace mongodb
} // namespace resuelve
