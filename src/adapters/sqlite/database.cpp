#include "adapters/sqlite/database.hpp"

#include "adapters/sqlite/backup.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace resuelve::sqlite {
namespace {

/// A new file's name is kept in its directory.
void make_name_durable(const std::filesystem::path& file) {
    const auto directory = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    const int descriptor = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
    const int why = errno;
    if (descriptor >= 0) close(descriptor);
    if (!synced) throw std::system_error{why, std::generic_category(), directory.string()};
}

} // namespace

Database::Lock::Lock(const std::filesystem::path& file) :
    descriptor_{open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)} {
    if (descriptor_ < 0)
        throw StoreRefused{
            fmt::format("{} cannot be opened: {}", file.string(), std::generic_category().message(errno))};
    if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        close(descriptor_);
        throw StoreRefused{fmt::format("{} is in use by another Resuelve process; stop it first.", file.string()),
                           StoreRefused::in_use};
    }
}

Database::Lock::~Lock() {
    close(descriptor_);
}

Database::Database(std::filesystem::path file, std::span<const Migration> migrations, Options options) :
    file_{std::move(file)} {
    refuse_newer_file(file_, migrations);
    lock_ = std::make_unique<Lock>(file_);
    auto connection = std::make_unique<Connection>(file_, Connection::Mode::write);
    if (options.prepare) options.prepare(*connection);
    migrate(*connection, file_, migrations);
    writer_ = std::make_unique<Writer>(std::move(connection), options.writer);
    readers_ = std::make_unique<Readers>(file_, options.prepare, options.readers);
}

Database::~Database() = default;

awaitable<void> Database::backup_to(std::filesystem::path file) {
    // The step owns the copy, so that it begins and ends on the writer's thread.
    co_await writer_->run_between_batches(
        [backup = std::unique_ptr<Backup>{}, file = std::move(file)](Connection& connection) mutable {
            if (!backup) backup = std::make_unique<Backup>(connection, file);
            if (!backup->copy_some()) return false;
            backup.reset();
            make_name_durable(file);
            return true;
        });
}

} // namespace resuelve::sqlite
