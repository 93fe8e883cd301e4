#include "adapters/mongodb/transfer_collection.hpp"

#include "adapters/mongodb/json.hpp"

#include <algorithm>

namespace resuelve::mongodb {
namespace {

using transfer::Field;
using transfer::FieldType;
using transfer::Record;

boost::json::value json_in(const Element& member) {
    if (member.type() == BSON_TYPE_ARRAY) return to_json(member.items());
    return to_json(member.document());
}

boost::json::value value_in(const Element& member, const Field& field) {
    if (field.optional && member.is_null()) return nullptr;
    switch (field.type) {
    case FieldType::text:
        return boost::json::string{member.text()};
    case FieldType::integer:
        return member.integer();
    case FieldType::time:
        return member.instant().time_since_epoch().count();
    case FieldType::boolean:
        return member.boolean();
    case FieldType::id:
        return transfer::written(member.uuid());
    case FieldType::bytes:
        return transfer::written(member.bytes());
    case FieldType::json:
        return json_in(member);
    case FieldType::elsewhere:
        break;
    }
    return nullptr;
}

void append_value(Document& document, std::string_view name, const Field& field, const Record& record) {
    if (field.optional && transfer::is_null(record, field.name)) {
        document.append(name, nullptr);
        return;
    }
    switch (field.type) {
    case FieldType::text:
        document.append(name, transfer::text(record, field.name));
        break;
    case FieldType::integer:
        document.append(name, transfer::integer(record, field.name));
        break;
    case FieldType::time:
        document.append(name, Instant{std::chrono::milliseconds{transfer::integer(record, field.name)}});
        break;
    case FieldType::boolean:
        document.append(name, transfer::boolean(record, field.name));
        break;
    case FieldType::id:
        document.append(name, transfer::id(record, field.name));
        break;
    case FieldType::bytes:
        document.append(name, std::span<const std::uint8_t>{transfer::bytes(record, field.name)});
        break;
    case FieldType::json:
        if (transfer::member(record, field.name).is_array())
            document.append(name, from_json(transfer::list(record, field.name)));
        else
            document.append(name, from_json(transfer::object(record, field.name)));
        break;
    case FieldType::elsewhere:
        break;
    }
}

bool is_elsewhere(const TransferredCollection& where, const Field& field) {
    return field.type == FieldType::elsewhere ||
           std::ranges::find(where.elsewhere, field.name) != where.elsewhere.end();
}

} // namespace

Record record_in(const TransferredCollection& where, View row) {
    Record record{{"record", where.kind.name}};
    for (const auto& field : where.kind.fields)
        record.emplace(field.name, is_elsewhere(where, field)
                                       ? boost::json::value{}
                                       : value_in(row[field.name == where.key ? "_id" : field.name], field));
    if (where.complete) where.complete(row, record);
    return record;
}

Document document_of(const TransferredCollection& where, const Record& record) {
    Document document;
    for (const auto& field : where.kind.fields)
        if (!is_elsewhere(where, field))
            append_value(document, field.name == where.key ? "_id" : field.name, field, record);
    if (where.add) where.add(record, document);
    return document;
}

} // namespace resuelve::mongodb
