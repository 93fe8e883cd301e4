#include "adapters/mongodb/entry_document.hpp"

#include "adapters/mongodb/named.hpp"

#include <algorithm>

namespace resuelve::mongodb {
namespace {

using incidents::Entry;

template <std::size_t N>
std::array<std::uint8_t, N> bytes_of(const Element& element) {
    std::array<std::uint8_t, N> result{};
    if (element.type() != BSON_TYPE_BINARY) return result;
    // A wrong length becomes zeros, which verify-history finds and names, where an exception would hide the rest.
    if (const auto bytes = element.bytes(); bytes.size() == N) std::ranges::copy(bytes, result.begin());
    return result;
}

void append_fields(Document& document, const Entry& entry) {
    document.append({{"kind", json::enum_name(entry.kind)},
                     {"visibility", json::enum_name(entry.visibility)},
                     {"author_role", json::enum_name(entry.author_role)},
                     {"author_id", entry.author_id},
                     {"author_name", entry.author_name},
                     {"at", entry.at},
                     {"body", entry.body},
                     {"salt", std::span<const std::uint8_t>{entry.salt}},
                     {"digest", entry.digest},
                     {"hash", entry.hash},
                     {"erased", entry.erased}});
}

Entry entry_of(IncidentId incident, std::int64_t number, View fields) {
    return {.incident = incident,
            .number = static_cast<int>(number),
            .kind = named<incidents::EntryKind>(fields["kind"]),
            .visibility = named<incidents::Visibility>(fields["visibility"]),
            .author_role = named<access::Role>(fields["author_role"]),
            .author_id = fields["author_id"].optional_uuid(),
            .author_name = std::string{fields["author_name"].text()},
            .at = fields["at"].instant(),
            .body = std::string{fields["body"].text()},
            .salt = bytes_of<16>(fields["salt"]),
            .digest = bytes_of<32>(fields["digest"]),
            .hash = bytes_of<32>(fields["hash"]),
            .erased = fields["erased"].boolean()};
}

} // namespace

Document numbered_after(IncidentId incident, std::int64_t number) {
    return {{"$gt", numbered_id(incident, number)},
            {"$lte", numbered_id(incident, std::numeric_limits<std::int64_t>::max())}};
}

Document tail_item(const Entry& entry) {
    Document item{{"number", entry.number}};
    append_fields(item, entry);
    return item;
}

Document entry_row(const Entry& entry) {
    Document row{{"_id", numbered_id(entry.incident, entry.number)}};
    append_fields(row, entry);
    return row;
}

Entry entry_in_tail(IncidentId incident, View item) {
    return entry_of(incident, item["number"].integer(), item);
}

Entry entry_in_row(const Document& row) {
    const auto id = row["_id"].document();
    return entry_of(id["incident"].id<IncidentId>(), id["number"].integer(), row);
}

std::vector<Entry> tail_in(IncidentId incident, const Document& document) {
    std::vector<Entry> entries;
    for (const auto& item : document["tail"].items())
        entries.push_back(entry_in_tail(incident, item.document()));
    return entries;
}

} // namespace resuelve::mongodb
