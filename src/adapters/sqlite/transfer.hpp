#pragma once

#include "adapters/sqlite/migration.hpp"
#include "domain/incidents/entry.hpp"
#include "domain/transfer/database.hpp"

namespace resuelve::sqlite {

/// Reads a store file that no process has open. Brings it to `migrations` first, so that there is one form to read.
class TransferReader final : public transfer::DatabaseReader {
public:
    /// Throws StoreRefused if there is no such file or a newer program wrote it.
    TransferReader(const std::filesystem::path& file, transfer::Part part, std::span<const Migration> migrations);

    void read(const transfer::Sink& sink) override;
    std::vector<events::Event> waiting(events::EventId after, std::size_t limit) override;

private:
    void read_incidents(const transfer::Sink& sink);
    void read_blobs(const transfer::Sink& sink);

    Connection connection_;
    transfer::Part part_;
};

/// Fills a new store file.
class TransferWriter final : public transfer::DatabaseWriter {
public:
    TransferWriter(const std::filesystem::path& file, transfer::Part part, std::span<const Migration> migrations);

    void write(const transfer::Record& record) override;
    void finish() override;

private:
    void write_incident(const transfer::Record& record);
    void write_entry(const transfer::Record& record);

    Connection connection_;
    transfer::Part part_;
    std::size_t written_ = 0;
    struct Opened {
        std::int64_t row = 0;
        IncidentId id{};
    };
    Opened incident_; ///< whose entries come next
};

/// The file of the in-process bus: what of it has not been heard, and the dead letters.
class BusReader {
public:
    explicit BusReader(const std::filesystem::path& file);

    void read_dead_letters(const transfer::Sink& sink);
    /// Events that some consumer has not handled yet, as DatabaseReader::waiting().
    std::vector<events::Event> waiting(events::EventId after, std::size_t limit);

private:
    Connection connection_;
};

class BusWriter final : public transfer::DatabaseWriter {
public:
    explicit BusWriter(const std::filesystem::path& file);

    /// Dead letters alone.
    void write(const transfer::Record& record) override;
    void finish() override;

private:
    Connection connection_;
};

} // namespace resuelve::sqlite
