#include "app/admin/file_bus_transfer.hpp"

#include "adapters/files/durable_file.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace resuelve::app {

namespace fs = std::filesystem;

FileBusTarget::FileBusTarget(const fs::path& file) : file_{file}, unfinished_{file.string() + ".unfinished"} {
    if (fs::exists(file_)) throw std::runtime_error{fmt::format("{} is there already", file_.string())};
    fs::remove(unfinished_); // of an import that was killed
    writer_ = std::make_unique<sqlite::BusWriter>(unfinished_);
}

FileBusTarget::~FileBusTarget() {
    writer_.reset();
    std::error_code ignored; // after finish() there is nothing
    for (const auto* ending : {"", "-wal", "-shm"})
        fs::remove(unfinished_.string() + ending, ignored);
}

std::unique_ptr<BusSource> FileBusTarget::written() {
    writer_->finish();
    writer_.reset();
    return std::make_unique<FileBusSource>(unfinished_);
}

void FileBusTarget::finish() {
    fs::rename(unfinished_, file_);
    files::sync_directory(file_.parent_path());
}

} // namespace resuelve::app
