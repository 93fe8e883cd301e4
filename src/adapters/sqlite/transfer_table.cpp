#include "adapters/sqlite/transfer_table.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace resuelve::sqlite {
namespace {

using transfer::Field;
using transfer::FieldType;
using transfer::Record;

Column column_of(const Table& table, std::string_view field) {
    const auto found = std::ranges::find(table.differing, field, &Column::field);
    return found == table.differing.end() ? Column{field, field} : *found;
}

/// "a, b, c" or, with a form of its own for each, "?1, ?2, ?3".
template <class Form>
std::string listed(const Table& table, Form form) {
    std::string list;
    int number = 0;
    for (const auto& field : table.kind.fields) {
        if (field.type == FieldType::elsewhere) continue;
        if (number > 0) list += ", ";
        list += form(field, ++number);
    }
    return list;
}

std::string columns(const Table& table) {
    return listed(table, [&](const Field& field, int) { return std::string{column_of(table, field.name).column}; });
}

boost::json::value value_in(const Statement& row, int column, const Field& field, const Names* names) {
    if (field.optional && row.is_null(column)) return nullptr;
    if (names) return boost::json::string{names->name(row.integer(column))};
    switch (field.type) {
    case FieldType::text:
        return boost::json::string{row.text(column)};
    case FieldType::integer:
    case FieldType::time:
        return row.integer(column);
    case FieldType::boolean:
        return row.integer(column) != 0;
    case FieldType::id:
        return transfer::written(row.uuid(column));
    case FieldType::bytes:
        return transfer::written(row.blob(column));
    case FieldType::json:
        return boost::json::parse(row.text(column));
    case FieldType::elsewhere:
        break;
    }
    return nullptr;
}

void bind_value(Statement& statement, int parameter, const Field& field, const Names* names, const Record& record) {
    if (field.optional && transfer::is_null(record, field.name)) {
        statement.bind(parameter, std::nullopt);
        return;
    }
    if (names) {
        const auto number = names->number(transfer::text(record, field.name));
        if (!number) throw transfer::RecordFault{fmt::format("\"{}\" is unknown", field.name)};
        statement.bind(parameter, *number);
        return;
    }
    switch (field.type) {
    case FieldType::text:
        statement.bind(parameter, transfer::text(record, field.name));
        break;
    case FieldType::integer:
    case FieldType::time:
        statement.bind(parameter, transfer::integer(record, field.name));
        break;
    case FieldType::boolean:
        statement.bind(parameter, transfer::boolean(record, field.name));
        break;
    case FieldType::id:
        statement.bind(parameter, transfer::id(record, field.name));
        break;
    case FieldType::bytes:
        statement.bind(parameter, std::span<const std::uint8_t>{transfer::bytes(record, field.name)});
        break;
    case FieldType::json:
        statement.bind(parameter, std::string_view{boost::json::serialize(transfer::member(record, field.name))});
        break;
    case FieldType::elsewhere:
        break;
    }
}

} // namespace

void read_rows(Connection& connection, const Table& table, const std::function<void(Record&)>& take) {
    auto row = connection.prepare(fmt::format("SELECT {} FROM {}{}{} ORDER BY {}", columns(table), table.table,
                                              table.where.empty() ? "" : " WHERE ", table.where, table.order));
    while (row.step()) {
        Record record{{"record", table.kind.name}};
        int column = 0;
        for (const auto& field : table.kind.fields)
            record.emplace(field.name, field.type == FieldType::elsewhere
                                           ? boost::json::value{}
                                           : value_in(row, column++, field, column_of(table, field.name).names));
        take(record);
    }
}

void insert_row(Connection& connection, const Table& table, const Record& record) {
    auto insert = connection.prepare(
        fmt::format("INSERT INTO {}({}) VALUES ({})", table.table, columns(table),
                    listed(table, [](const Field&, int number) { return fmt::format("?{}", number); })));
    int parameter = 0;
    for (const auto& field : table.kind.fields)
        if (field.type != FieldType::elsewhere)
            bind_value(insert, ++parameter, field, column_of(table, field.name).names, record);
    insert.run();
}

} // namespace resuelve::sqlite
