#pragma once

#include "adapters/sqlite/transfer.hpp"
#include "app/admin/transfer_store.hpp"

namespace resuelve::app {

/// The in-process bus of a data directory.
class FileBusSource final : public BusSource {
public:
    explicit FileBusSource(const std::filesystem::path& file) : reader_{file} {}
    void read_dead_letters(const transfer::Sink& sink) override { reader_.read_dead_letters(sink); }
    std::vector<events::Event> waiting(events::EventId after, std::size_t limit) override {
        return reader_.waiting(after, limit);
    }

private:
    sqlite::BusReader reader_;
};

/// A new one, which has its name once it is finished.
class FileBusTarget final : public BusTarget {
public:
    /// Throws std::runtime_error if the file is there already.
    explicit FileBusTarget(const std::filesystem::path& file);
    ~FileBusTarget() override;

    transfer::DatabaseWriter& writer() override { return *writer_; }
    std::unique_ptr<BusSource> written() override;
    void finish() override;

private:
    std::filesystem::path file_;
    std::filesystem::path unfinished_;
    std::unique_ptr<sqlite::BusWriter> writer_;
};

} // namespace resuelve::app
