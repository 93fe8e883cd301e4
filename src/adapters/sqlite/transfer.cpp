#include "adapters/sqlite/transfer.hpp"

#include "adapters/sqlite/entries.hpp"
#include "adapters/sqlite/event_log.hpp"
#include "adapters/sqlite/incident_rows.hpp"
#include "adapters/sqlite/tallies.hpp"
#include "adapters/sqlite/transfer_tables.hpp"
#include "adapters/sqlite/words_tokenizer.hpp"
#include "domain/transfer/incident_records.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace resuelve::sqlite {
namespace {

using transfer::Part;
using transfer::Record;

constexpr int entries_at_once = 500;
constexpr std::size_t records_at_once = 2000; ///< of one transaction

std::filesystem::path existing(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) throw StoreRefused{file.string() + " does not exist."};
    return file;
}

void open(Connection& connection, const std::filesystem::path& file, Part part, std::span<const Migration> migrations) {
    if (part == Part::incidents) register_words_tokenizer(connection);
    migrate(connection, file, migrations);
}

void read_table(Connection& connection, const TransferredTable& one, const transfer::Sink& sink) {
    read_rows(connection, one.table, [&](Record& record) {
        if (one.complete) one.complete(connection, record);
        sink(record);
    });
}

void write_row(Connection& connection, const TransferredTable& one, const Record& record) {
    insert_row(connection, one.table, record);
    if (one.store) one.store(connection, record);
}

std::vector<events::Event> events_of(Statement row) {
    std::vector<events::Event> events;
    while (row.step())
        events.push_back(events::from_cloud_event(boost::json::parse(row.text(0))));
    return events;
}

/// Also lets the log begin anew: nobody else would, and it would grow as large as the store.
void close_transaction(Connection& connection) {
    if (!connection.in_transaction()) return;
    connection.execute("COMMIT");
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)");
}

/// Everything into the file itself, so that it can be moved.
void leave_no_log(Connection& connection) {
    close_transaction(connection);
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace

TransferReader::TransferReader(const std::filesystem::path& file, Part part, std::span<const Migration> migrations) :
    connection_{existing(file), Connection::Mode::write}, part_{part} {
    open(connection_, file, part, migrations);
}

void TransferReader::read(const transfer::Sink& sink) {
    if (part_ == Part::incidents) read_incidents(sink);
    for (const auto& table : transferred_tables(part_))
        read_table(connection_, table, sink);
    if (part_ == Part::incidents) read_blobs(sink);
}

void TransferReader::read_incidents(const transfer::Sink& sink) {
    auto row = connection_.prepare("SELECT row, doc FROM incidents ORDER BY id");
    while (row.step()) {
        const auto incident = incident_of(row.text(1));
        sink(transfer::to_record(incident));
        for (int last = 0;;) {
            const auto entries = entries_after(connection_, row.integer(0), incident.id, last, entries_at_once, true);
            if (entries.empty()) break;
            for (const auto& entry : entries)
                sink(transfer::to_record(entry));
            last = entries.back().number;
        }
    }
}

void TransferReader::read_blobs(const transfer::Sink& sink) {
    auto row = connection_.prepare("SELECT DISTINCT sha256 FROM attachments WHERE name <> '' ORDER BY sha256");
    while (row.step())
        sink({{"record", transfer::kinds::blob}, {"sha256", transfer::written(row.blob(0))}});
}

std::vector<events::Event> TransferReader::waiting(events::EventId after, std::size_t limit) {
    auto row = connection_.prepare("SELECT event FROM outbox WHERE id > ?1 ORDER BY id LIMIT ?2");
    row.bind_all(after, limit);
    return events_of(std::move(row));
}

TransferWriter::TransferWriter(const std::filesystem::path& file, Part part, std::span<const Migration> migrations) :
    connection_{file, Connection::Mode::write}, part_{part} {
    open(connection_, file, part, migrations);
}

void TransferWriter::write(const Record& record) {
    if (!connection_.in_transaction()) connection_.execute("BEGIN IMMEDIATE");
    const auto kind = transfer::kind_of(record);
    const auto& tables = transferred_tables(part_);
    const auto table = std::ranges::find(tables, kind, [](const auto& one) { return one.table.kind.name; });
    if (kind == transfer::kinds::incident && part_ == Part::incidents)
        write_incident(record);
    else if (kind == transfer::kinds::entry && part_ == Part::incidents)
        write_entry(record);
    else if (kind == transfer::kinds::waiting_event) {
        const auto event = events::from_cloud_event(transfer::member(record, "event"));
        connection_.prepare("INSERT INTO outbox(id, event) VALUES (?1, ?2)")
            .bind_all(event.id, boost::json::serialize(events::to_cloud_event(event)))
            .run();
    } else if (kind == transfer::kinds::audit_head.name)
        connection_.prepare("INSERT INTO audit_head(one, number, hash) VALUES (1, ?1, ?2)")
            .bind_all(transfer::integer(record, "number"),
                      std::span<const std::uint8_t>{transfer::bytes(record, "hash")})
            .run();
    else if (table != tables.end())
        write_row(connection_, *table, record);
    else
        throw transfer::RecordFault{fmt::format("a record \"{}\" does not belong here", kind)};
    if (++written_ % records_at_once == 0) close_transaction(connection_);
}

void TransferWriter::write_incident(const Record& record) {
    const auto incident = transfer::incident_in(record);
    incident_ = {insert_incident(connection_, IncidentRow{incident}), incident.id};
}

void TransferWriter::write_entry(const Record& record) {
    const auto entry = transfer::entry_in(record, incident_.id);
    insert_entry(connection_, incident_.row, entry);
}

void TransferWriter::finish() {
    if (part_ == Part::incidents) {
        if (!connection_.in_transaction()) connection_.execute("BEGIN IMMEDIATE");
        recount(connection_);
    }
    leave_no_log(connection_);
}

BusReader::BusReader(const std::filesystem::path& file) : connection_{existing(file), Connection::Mode::write} {
    migrate(connection_, file, EventLog::migrations());
}

void BusReader::read_dead_letters(const transfer::Sink& sink) {
    read_rows(connection_, dead_letter_table(), sink);
}

std::vector<events::Event> BusReader::waiting(events::EventId after, std::size_t limit) {
    auto row = connection_.prepare(
        "SELECT event FROM (SELECT event FROM log WHERE position > (SELECT min(position) FROM consumers) "
        "UNION SELECT event FROM parked WHERE dead = 0) "
        "WHERE json_extract(event, '$.id') > ?1 ORDER BY json_extract(event, '$.id') LIMIT ?2");
    row.bind_all(after.to_string(), limit);
    return events_of(std::move(row));
}

BusWriter::BusWriter(const std::filesystem::path& file) : connection_{file, Connection::Mode::write} {
    migrate(connection_, file, EventLog::migrations());
}

void BusWriter::write(const Record& record) {
    if (!connection_.in_transaction()) connection_.execute("BEGIN IMMEDIATE");
    connection_
        .prepare("INSERT INTO parked(consumer, id, event, attempts, not_before, reason, dead) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)")
        .bind_all(transfer::text(record, "consumer"), transfer::id(record, "id"),
                  boost::json::serialize(transfer::object(record, "event")), transfer::integer(record, "attempts"),
                  transfer::integer(record, "died_at"), transfer::text(record, "reason"))
        .run();
}

void BusWriter::finish() {
    leave_no_log(connection_);
}

} // namespace resuelve::sqlite
