#pragma once

#include "domain/events/event.hpp"
#include "domain/transfer/record.hpp"

#include <vector>

namespace resuelve::transfer {

/// Which database of the store.
enum class Part { customers, employees, incidents, notifications };

/// Reads everything that one database keeps, while nobody writes into it. Every adapter gives equal records in an equal
/// order: kind by kind, each by its key; an incident is followed by its entries.
class DatabaseReader {
public:
    virtual ~DatabaseReader() = default;

    /// All but what the next one gives.
    virtual void read(const Sink& sink) = 0;
    /// Events of its outbox with greater ids, by id, at most `limit`.
    virtual std::vector<events::Event> waiting(events::EventId after, std::size_t limit) = 0;
};

/// Fills an empty database.
class DatabaseWriter {
public:
    virtual ~DatabaseWriter() = default;

    /// In the order of an export. Throws RecordFault for a record that is not as its kind says.
    virtual void write(const Record& record) = 0;
    /// Returns when everything is durable.
    virtual void finish() = 0;
};

} // namespace resuelve::transfer
