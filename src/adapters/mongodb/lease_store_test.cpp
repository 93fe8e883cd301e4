#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/lease_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/lease_store_contract.hpp"

namespace resuelve::events {
namespace {

struct InMongodb {
    LeaseStore& store() { return kept; }

    /// The server's clock goes as it goes: what is written is moved into the past instead.
    void pass(std::chrono::milliseconds time) {
        made.on_connection([time](mongodb::Connection& connection) {
            using mongodb::Array, mongodb::Document;
            const Document earlier{{"$subtract", Array{"$expires_at", time.count()}}};
            connection.update_many("leases", {{"_id", Document{{"$gt", ""}}}},
                                   Array{Document{{"$set", Document{{"expires_at", earlier}}}}});
        });
    }

    mongodb::testing::ADatabase made{mongodb::customers_migrations()};
    mongodb::LeaseStore kept{made.database};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, LeaseStoreContract, InMongodb);

} // namespace resuelve::events
