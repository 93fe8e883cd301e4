#include "adapters/mongodb/an_incident_database.hpp"
#include "tests/contract/incident_store_contract.hpp"

namespace resuelve::incidents {
namespace {

struct InMongodb {
    mongodb::testing::AnIncidentDatabase database;

    IncidentStore& store() { return database.store; }
    events::Outbox& outbox() { return database.outbox; }
};

/// The same with everything moved on and counted after each change: no answer may depend on where an entry is, nor on
/// whether the tallies have it yet.
class MovedOn final : public mongodb::IncidentStore {
public:
    using mongodb::IncidentStore::IncidentStore;

    awaitable<void> commit(std::vector<Change> changes, std::optional<http::RecordedAnswer> answer) override {
        co_await mongodb::IncidentStore::commit(std::move(changes), std::move(answer));
        co_await move_entries(1'000);
        co_await count_moved();
    }
};

struct InMongodbMovedOn {
    mongodb::testing::AnIncidentDatabase database;
    MovedOn moving{database.made.database, database.outbox};

    IncidentStore& store() { return moving; }
    events::Outbox& outbox() { return database.outbox; }
};

INSTANTIATE_INCIDENT_STORE_CONTRACT(Mongodb, InMongodb);
INSTANTIATE_INCIDENT_STORE_CONTRACT(MongodbMovedOn, InMongodbMovedOn);

} // namespace
} // namespace resuelve::incidents
