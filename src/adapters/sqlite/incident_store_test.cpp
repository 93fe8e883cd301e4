#include "adapters/sqlite/incident_store.hpp"
#include "tests/contract/incident_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

namespace resuelve {
namespace {

/// A store in a directory of its own.
class SqliteIncidents {
public:
    incidents::IncidentStore& store() { return store_; }
    events::Outbox& outbox() { return store_.outbox(); }

private:
    testing_support::TemporaryDirectory directory_;
    sqlite::IncidentStore store_{directory_ / "incidents.db"};
};

} // namespace

namespace incidents {
INSTANTIATE_INCIDENT_STORE_CONTRACT(Sqlite, SqliteIncidents);
} // namespace incidents
} // namespace resuelve
