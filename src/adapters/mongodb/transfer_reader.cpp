#include "adapters/mongodb/entry_document.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/timeline.hpp"
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

constexpr std::size_t rows_at_once = 200;

/// All rows by `_id`, a page at a time.
void each_row(Database& database, std::string_view collection, const Document& filter, const Document& projection,
              const std::function<void(const Document&)>& take) {
    std::optional<Document> last;
    for (;;) {
        auto wanted = filter;
        if (last) wanted.append("_id", Document{{"$gt", (*last)["_id"]}});
        const auto rows = run(database.read([=](Connection& connection) {
            return connection.find(collection, {.filter = wanted,
                                                .sort = {{"_id", 1}},
                                                .projection = projection,
                                                .limit = rows_at_once,
                                                .index = "_id_"});
        }));
        for (const auto& row : rows)
            take(row);
        if (rows.size() < rows_at_once) return;
        last.emplace(rows.back());
    }
}

/// Items of a list that documents carry, by a member of theirs that is greater than `after`.
Array unwound(std::string_view list, std::string_view indexed, std::string_view key, Value after) {
    const auto member = fmt::format("{}.{}", list, key);
    const Document greater{{member, Document{{"$gt", after}}}};
    return {Document{{"$match", Document{{fmt::format("{}.{}", list, indexed), Document{{"$exists", true}}}}}},
            Document{{"$unwind", fmt::format("${}", list)}},
            Document{{"$match", greater}},
            Document{{"$sort", Document{{member, 1}}}},
            Document{{"$limit", rows_at_once}},
            Document{{"$project", Document{{list, 1}}}}};
}

} // namespace

void TransferReader::read(const transfer::Sink& sink) {
    if (part_ == Part::incidents) read_incidents(sink);
    for (const auto& where : transferred_collections(part_))
        each_row(database_, where.collection, where.filter, {},
                 [&](const Document& row) { sink(record_in(where, row)); });
    if (part_ == Part::notifications) return;
    if (part_ == Part::customers) read_carried_answers("customers", sink);
    if (part_ == Part::incidents) read_carried_answers(incident_collection, sink);
    if (part_ != Part::customers) read_own_answers(sink);
    read_audit(sink);
    if (part_ == Part::incidents) read_blobs(sink);
}

void TransferReader::read_incidents(const transfer::Sink& sink) {
    each_row(database_, incident_collection, {}, {{"incident", 1}}, [&](const Document& row) {
        sink(transfer::to_record(incident_in(row)));
        read_entries(row["_id"].id<IncidentId>(), sink);
    });
}

void TransferReader::read_entries(IncidentId incident, const transfer::Sink& sink) {
    for (int last = 0;;) {
        const auto entries = run(database_.read([incident, last](Connection& connection) {
            return entries_after(connection, incident, last, static_cast<int>(rows_at_once), true);
        }));
        for (const auto& entry : entries)
            sink(transfer::to_record(entry));
        if (entries.empty()) return;
        last = entries.back().number;
    }
}

void TransferReader::read_carried_answers(std::string_view collection, const transfer::Sink& sink) {
    for (std::string last;;) {
        const auto rows = run(database_.read([collection, last](Connection& connection) {
            return connection.aggregate(collection, unwound("answers", "key", "key", last));
        }));
        for (const auto& row : rows) {
            auto record = record_in(transferred_answer(), row["answers"].document());
            if (part_ == Part::incidents) record["incident"] = transfer::written(row["_id"].uuid());
            sink(record);
        }
        if (rows.size() < rows_at_once) return;
        last = rows.back()["answers"].document()["key"].text();
    }
}

void TransferReader::read_own_answers(const transfer::Sink& sink) {
    each_row(database_, transferred_answer().collection, {}, {},
             [&](const Document& row) { sink(record_in(transferred_answer(), row)); });
}

void TransferReader::read_audit(const transfer::Sink& sink) {
    each_row(database_, transferred_audit().collection, {}, {},
             [&](const Document& row) { sink(record_in(transferred_audit(), row)); });
    const auto head = run(database_.read(
        [](Connection& connection) { return connection.find_one("audit_head", {.filter = {{"_id", "head"}}}); }));
    if (head)
        sink({{"record", kinds::audit_head.name},
              {"number", (*head)["number"].integer()},
              {"hash", transfer::written((*head)["hash"].bytes())}});
}

void TransferReader::read_blobs(const transfer::Sink& sink) {
    for (Sha256Digest last{};;) { // zeros are what an erased attachment has
        const auto rows = run(database_.read([last](Connection& connection) {
            return connection.find("attachments",
                                   {.filter = {{"sha256", Document{{"$gt", last}}}, {"name", Document{{"$ne", ""}}}},
                                    .sort = {{"sha256", 1}},
                                    .projection = {{"sha256", 1}},
                                    .limit = rows_at_once,
                                    .index = "attachments_sha256"});
        }));
        for (const auto& row : rows) {
            if (const auto digest = row["sha256"].digest(); digest != std::exchange(last, digest))
                sink({{"record", kinds::blob}, {"sha256", transfer::written(digest)}});
        }
        if (rows.size() < rows_at_once) return;
    }
}

std::vector<events::Event> TransferReader::waiting(events::EventId after, std::size_t limit) {
    std::vector<events::Event> events;
    for (const auto& collection : carriers_of_events(part_))
        for (const auto& row : run(database_.read([&collection, after](Connection& connection) {
                 return connection.aggregate(collection, unwound("outbox", "at", "id", after));
             })))
            events.push_back(events::from_cloud_event(boost::json::parse(row["outbox"].document()["event"].text())));
    std::ranges::sort(events, {}, &events::Event::id);
    if (events.size() > std::min(limit, rows_at_once)) events.resize(std::min(limit, rows_at_once));
    return events;
}

} // namespace resuelve::mongodb
