#include "app/admin/backup.hpp"

#include "adapters/files/durable_file.hpp"
#include "adapters/sqlite/backup.hpp"
#include "app/admin/manifest.hpp"
#include "platform/time/clock.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace resuelve::app {
namespace {

namespace fs = std::filesystem;

/// Who tells events before who hears them: what is in an outbox and in the bus at once is told twice, which is borne;
/// what is in neither would be lost.
constexpr std::array databases{"customers.db", "employees.db", "incidents.db", "bus.db", "notifications.db"};

void copy_database(const fs::path& from, const fs::path& to) {
    sqlite::Connection source{from, sqlite::Connection::Mode::read};
    sqlite::Backup backup{source, to};
    while (!backup.copy_some()) {
    }
}

/// Copies a folder's files; what appears meanwhile may or may not be among them, nobody refers to it yet.
void copy_folder(const fs::path& from, const fs::path& to) {
    if (!fs::exists(from)) return;
    for (const auto& item : fs::recursive_directory_iterator{from}) {
        if (!item.is_regular_file() || item.path().filename().string().starts_with('.')) continue;
        const auto target = to / fs::relative(item.path(), from);
        fs::create_directories(target.parent_path());
        fs::copy_file(item.path(), target);
    }
}

void copy_store(const DataDirectory& from, const fs::path& to, bool with_keys) {
    for (const auto* database : databases)
        if (fs::exists(from.path() / database)) copy_database(from.path() / database, to / database);
    copy_folder(from.blobs(), to / "blobs");
    copy_folder(from.mail(), to / "mail");
    if (with_keys) copy_folder(from.keys(), to / "keys");
}

void want_empty(const fs::path& directory) {
    if (fs::exists(directory) && !fs::is_empty(directory))
        throw std::runtime_error{fmt::format("{} is not empty", directory.string())};
}

/// Removes a directory that was not finished.
class Unfinished {
public:
    explicit Unfinished(fs::path path) : path_{std::move(path)} {
        fs::create_directories(path_);
        fs::permissions(path_, fs::perms::owner_all);
    }
    ~Unfinished() {
        std::error_code ignored;
        if (!finished_) fs::remove_all(path_, ignored); // what led here is being thrown already
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    void finished() { finished_ = true; }

private:
    fs::path path_;
    bool finished_ = false;
};

/// Consumers hear again what the log has kept: their stores may be older than the bus's.
void rewind_consumers(const fs::path& bus) {
    sqlite::Connection connection{bus, sqlite::Connection::Mode::write};
    connection.execute("UPDATE consumers SET position = (SELECT ifnull(min(position), 1) - 1 FROM log)");
}

void check_database(const fs::path& file) {
    sqlite::Connection connection{file, sqlite::Connection::Mode::write};
    auto check = connection.prepare("PRAGMA integrity_check(1)");
    check.step();
    if (check.text(0) != "ok") throw std::runtime_error{fmt::format("{}: {}", file.string(), check.text(0))};
}

} // namespace

void back_up(const DataDirectory& from, const fs::path& to, bool with_keys, std::ostream& output) {
    if (!fs::exists(from.incidents()))
        throw std::runtime_error{fmt::format("there is no store in {}", from.path().string())};
    want_empty(to);
    Unfinished unfinished{to};
    copy_store(from, to, with_keys);
    const auto manifest = Manifest::of(to, SystemClock{}.now());
    files::write_durably(to / Manifest::file_name, manifest.to_json());
    unfinished.finished();
    output << fmt::format("{} files in {}\n", manifest.files.size(), to.string());
}

void restore(const fs::path& from, const fs::path& to, std::ostream& output) {
    want_empty(to);
    const auto manifest = Manifest::read(from / Manifest::file_name);
    manifest.check(from);
    Unfinished unfinished{to};
    for (const auto& file : manifest.files) {
        fs::create_directories((to / file.path).parent_path());
        fs::copy_file(from / file.path, to / file.path);
        fs::permissions(to / file.path, fs::perms::owner_read | fs::perms::owner_write);
        if (file.path.ends_with(".db")) check_database(to / file.path);
    }
    if (fs::exists(to / "bus.db")) rewind_consumers(to / "bus.db");
    unfinished.finished();
    output << fmt::format("{} files restored into {}\n", manifest.files.size(), to.string());
}

} // namespace resuelve::app
