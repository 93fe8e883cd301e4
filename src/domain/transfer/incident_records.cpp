#include "domain/transfer/incident_records.hpp"

#include "domain/incidents/incident_json.hpp"
#include "domain/transfer/kinds.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

namespace resuelve::transfer {
namespace {

template <class E>
E named(const Record& record, std::string_view name) {
    const auto value = json::enum_from<E>(text(record, name));
    if (!value)
        throw RecordFault{fmt::format("\"{}\" is {}, which this program does not know", name, text(record, name))};
    return *value;
}

} // namespace

Record to_record(const incidents::Incident& incident) {
    return {{"record", kinds::incident}, {"incident", incidents::to_stored(incident)}};
}

incidents::Incident incident_in(const Record& record) {
    try {
        return incidents::from_stored(object(record, "incident"));
    } catch (const RecordFault&) {
        throw;
    } catch (const std::exception& fault) {
        throw RecordFault{fault.what()};
    }
}

Record to_record(const incidents::Entry& entry) {
    return {{"record", kinds::entry},
            {"number", entry.number},
            {"kind", json::enum_name(entry.kind)},
            {"visibility", json::enum_name(entry.visibility)},
            {"author_role", json::enum_name(entry.author_role)},
            {"author_id", entry.author_id ? boost::json::value(written(*entry.author_id)) : nullptr},
            {"author_name", entry.author_name},
            {"at", entry.at.time_since_epoch().count()},
            {"erased", entry.erased},
            {"salt", written(entry.salt)},
            {"digest", written(entry.digest)},
            {"hash", written(entry.hash)},
            {"body", entry.body}};
}

incidents::Entry entry_in(const Record& record, IncidentId incident) {
    return {.incident = incident,
            .number = static_cast<int>(integer(record, "number")),
            .kind = named<incidents::EntryKind>(record, "kind"),
            .visibility = named<incidents::Visibility>(record, "visibility"),
            .author_role = named<access::Role>(record, "author_role"),
            .author_id = is_null(record, "author_id") ? std::nullopt : std::optional{id(record, "author_id")},
            .author_name = std::string{text(record, "author_name")},
            .at = Instant{std::chrono::milliseconds{integer(record, "at")}},
            .body = std::string{text(record, "body")},
            .salt = bytes_of<16>(record, "salt"),
            .digest = bytes_of<32>(record, "digest"),
            .hash = bytes_of<32>(record, "hash"),
            .erased = boolean(record, "erased")};
}

} // namespace resuelve::transfer
