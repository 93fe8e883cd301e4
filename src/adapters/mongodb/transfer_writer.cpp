#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/entry_document.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/search_document.hpp"
#include "adapters/mongodb/tallies.hpp"
#include "adapters/mongodb/transfer.hpp"
#include "adapters/mongodb/transfer_collections.hpp"
#include "domain/transfer/incident_records.hpp"
#include "platform/async/run.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace resuelve::mongodb {
namespace {

using transfer::Part;
using transfer::Record;
namespace kinds = transfer::kinds;

// Of one message to the server, well below its 48 MB and the time that a statement has.
constexpr std::size_t documents_at_once = 500;
constexpr std::size_t bytes_at_once = std::size_t{8} * 1024 * 1024;

/// Whose answer it is: registering and changing a customer answer with the customer.
Uuid customer_of(const Record& answer) {
    try {
        const auto body = boost::json::parse(transfer::text(answer, "body"));
        if (const auto* object = body.if_object()) return transfer::id(*object, "id");
    } catch (const std::exception&) {
        return {}; // any customer may keep it: it is found by its key
    }
    return {};
}

} // namespace

void TransferWriter::write(const Record& record) {
    const auto kind = transfer::kind_of(record);
    const auto& all = transferred_collections(part_);
    const auto where = std::ranges::find(all, kind, [](const auto& one) { return one.kind.name; });
    const bool of_incidents = part_ == Part::incidents;
    if (where != all.end())
        add(where->collection, document_of(*where, record));
    else if (of_incidents && kind == kinds::incident)
        write_incident(record);
    else if (of_incidents && kind == kinds::entry)
        write_entry(record);
    else if (kind == kinds::answer.name && part_ != Part::notifications)
        write_answer(record);
    else if (kind == kinds::audited.name && part_ != Part::notifications)
        add(transferred_audit().collection, document_of(transferred_audit(), record));
    else if (kind == kinds::audit_head.name && part_ != Part::notifications)
        write_audit_head(record);
    else if (kind == kinds::waiting_event)
        write_event(record);
    else
        throw transfer::RecordFault{fmt::format("a record \"{}\" does not belong here", kind)};
}

void TransferWriter::finish() {
    flush();
    if (part_ == Part::incidents) run(recount(database_));
}

void TransferWriter::write_incident(const Record& record) {
    incident_ = transfer::incident_in(record);
    add(incident_collection, incident_row(*incident_));
    add(search_collection, own_text_row(*incident_));
}

void TransferWriter::write_entry(const Record& record) {
    if (!incident_) throw transfer::RecordFault{"an entry stands before the first incident"};
    const auto entry = transfer::entry_in(record, incident_->id);
    add(entry_collection, entry_row(entry));
    if (auto words = search_row(entry, *incident_)) add(search_collection, std::move(*words));
}

void TransferWriter::write_answer(const Record& record) {
    auto item = document_of(transferred_answer(), record);
    if (part_ == Part::customers) return carry({"customers"}, customer_of(record), "answers", std::move(item));
    if (!transfer::is_null(record, "incident")) return push_answer(IncidentId{transfer::id(record, "incident")}, item);
    item.append("_id", transfer::text(record, "key"));
    add(transferred_answer().collection, std::move(item));
}

void TransferWriter::write_audit_head(const Record& record) {
    add("audit_head", {{"_id", "head"},
                       {"number", transfer::integer(record, "number")},
                       {"hash", std::span<const std::uint8_t>{transfer::bytes(record, "hash")}}});
}

void TransferWriter::write_event(const Record& record) {
    const auto event = events::from_cloud_event(transfer::member(record, "event"));
    const auto items = outbox_items({&event, 1});
    if (part_ == Part::incidents) // of whatever it is: the document goes once the event is told
        return add("told", {{"_id", event.id}, {"removed", true}, {"outbox", items}});
    const Document holder{{"items", items}};
    carry(carriers_of_events(part_), event.subject, "outbox", Document{holder["items"].items().front().document()});
}

void TransferWriter::carry(const std::vector<std::string>& collections, const Uuid& owner, std::string_view list,
                           Document item) {
    flush(); // whoever is to carry it has to be there
    const bool carried = run(database_.write([&](Connection& connection) {
        const Document push{{"$push", Document{{list, item}}}};
        for (const auto& collection : collections)
            if (connection.update_one(collection, {{"_id", owner}}, push).matched > 0) return true;
        return connection.update_one(collections.front(), {}, push).matched > 0;
    }));
    if (!carried) throw transfer::RecordFault{fmt::format("nobody is there who could carry it in {}", list)};
}

void TransferWriter::add(std::string_view collection, Document document) {
    bytes_ += document.get()->len;
    waiting_.try_emplace(std::string{collection}).first->second.push_back(std::move(document));
    if (++documents_ >= documents_at_once || bytes_ >= bytes_at_once) flush();
}

void TransferWriter::push_answer(IncidentId incident, const Document& item) {
    bytes_ += item.get()->len;
    answers_.push_back({incident, item});
    if (++documents_ >= documents_at_once || bytes_ >= bytes_at_once) flush();
}

void TransferWriter::flush() {
    flush_inserts();
    flush_answers();
    documents_ = bytes_ = 0;
}

// What a bulk leaves undone without a word, e.g. a second document of one key, is noticed when everything is read
// again.
void TransferWriter::flush_inserts() {
    for (const auto& [collection, documents] : waiting_)
        run(database_.write([&](Connection& connection) {
            Bulk bulk{connection, collection};
            for (const auto& document : documents)
                bulk.insert_missing(document);
            bulk.run();
        }));
    waiting_.clear();
}

void TransferWriter::flush_answers() {
    if (answers_.empty()) return;
    run(database_.write([&](Connection& connection) {
        Bulk bulk{connection, incident_collection};
        for (const auto& [incident, item] : answers_)
            bulk.update_one({{"_id", incident}}, {{"$push", Document{{"answers", item}}}});
        bulk.run();
    }));
    answers_.clear();
}

} // namespace resuelve::mongodb
