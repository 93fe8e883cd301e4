#include "adapters/sqlite/readers.hpp"

#include <sqlite3.h>

#include <atomic>

namespace resuelve::sqlite {
namespace {

std::uint64_t next_serial() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

struct Known {
    std::uint64_t serial;
    Connection* connection;
};

} // namespace

Readers::Readers(std::filesystem::path file, void (*prepare)(Connection&), ReaderLimits limits) :
    file_{std::move(file)}, prepare_{prepare}, limits_{limits}, serial_{next_serial()},
    pool_{"the store's readers", limits.threads, limits.max_waiting} {}

Connection& Readers::of_this_thread() {
    thread_local std::vector<Known> known;
    for (const auto& one : known)
        if (one.serial == serial_) return *one.connection;
    auto connection = std::make_unique<Connection>(file_, Connection::Mode::read);
    if (prepare_) prepare_(*connection);
    const std::lock_guard lock{mutex_};
    connections_.push_back(std::move(connection));
    known.push_back({serial_, connections_.back().get()});
    return *connections_.back();
}

Readers::Snapshot::Snapshot(Connection& connection) : connection_{connection} {
    connection_.prepare("BEGIN").run();
}

Readers::Snapshot::~Snapshot() {
    // Ending a read transaction can only fail if there is none any more.
    connection_.lift_deadline();
    if (connection_.in_transaction()) sqlite3_exec(connection_.raw(), "ROLLBACK", nullptr, nullptr, nullptr);
}

} // namespace resuelve::sqlite
