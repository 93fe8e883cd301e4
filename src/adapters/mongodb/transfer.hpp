#pragma once

#include "adapters/mongodb/bulk.hpp"
#include "adapters/mongodb/database.hpp"
#include "domain/incidents/incident.hpp"
#include "domain/transfer/database.hpp"

#include <map>

namespace resuelve::mongodb {

/// Reads a migrated database, a page at a time. Blocking; throws Problem.
class TransferReader final : public transfer::DatabaseReader {
public:
    /// Outlives it.
    TransferReader(Database& database, transfer::Part part) : database_{database}, part_{part} {}

    void read(const transfer::Sink& sink) override;
    std::vector<events::Event> waiting(events::EventId after, std::size_t limit) override;

private:
    void read_incidents(const transfer::Sink& sink);
    void read_entries(IncidentId incident, const transfer::Sink& sink);
    /// Those that documents of the collection carry.
    void read_carried_answers(std::string_view collection, const transfer::Sink& sink);
    void read_own_answers(const transfer::Sink& sink);
    void read_audit(const transfer::Sink& sink);
    void read_blobs(const transfer::Sink& sink);

    Database& database_;
    transfer::Part part_;
};

/// Fills an empty, migrated database, many documents at a time. Blocking; throws Problem, or Error for a document that
/// its validator refuses.
class TransferWriter final : public transfer::DatabaseWriter {
public:
    /// Outlives it.
    TransferWriter(Database& database, transfer::Part part) : database_{database}, part_{part} {}

    void write(const transfer::Record& record) override;
    void finish() override;

private:
    void write_incident(const transfer::Record& record);
    void write_entry(const transfer::Record& record);
    void write_answer(const transfer::Record& record);
    void write_audit_head(const transfer::Record& record);
    void write_event(const transfer::Record& record);
    void add(std::string_view collection, Document document);
    /// An answer into its incident's document.
    void push_answer(IncidentId incident, const Document& item);
    void flush();
    void flush_inserts();
    void flush_answers();
    /// Adds an item to a list of the first of these documents that there is, or of any in the first collection.
    void carry(const std::vector<std::string>& collections, const Uuid& owner, std::string_view list, Document item);

    Database& database_;
    transfer::Part part_;
    std::map<std::string, std::vector<Document>, std::less<>> waiting_; ///< documents by collection
    struct Answer {
        IncidentId incident;
        Document item;
    };
    std::vector<Answer> answers_; ///< of incidents, after their documents
    std::size_t documents_ = 0;   ///< and answers, that wait
    std::size_t bytes_ = 0;
    std::optional<incidents::Incident> incident_; ///< whose entries come next
};

} // namespace resuelve::mongodb
