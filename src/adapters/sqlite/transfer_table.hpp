#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/transfer/kinds.hpp"
#include "domain/transfer/record.hpp"

#include <vector>

namespace resuelve::sqlite {

/// An enumeration whose numbers a column keeps.
struct Names {
    std::string (*name)(std::int64_t number);                          ///< throws Error for a number without a name
    std::optional<std::int64_t> (*number)(std::string_view name) = {}; ///< nothing for an unknown name
};

/// A column that has another name than the record's member, or another form.
struct Column {
    std::string_view field;
    std::string_view column;
    const Names* names = nullptr;
};

/// Where the records of one kind are: a column for each field that is not kept elsewhere.
struct Table {
    const transfer::Kind& kind;
    std::string_view table;
    std::string_view order;      ///< as every adapter orders the kind
    std::string_view where = {}; ///< empty: all rows
    std::vector<Column> differing = {};
};

/// Calls `take` with each row's record, but for what is kept elsewhere.
void read_rows(Connection& connection, const Table& table, const std::function<void(transfer::Record&)>& take);

/// Throws RecordFault for a record that is not as its kind says.
void insert_row(Connection& connection, const Table& table, const transfer::Record& record);

} // namespace resuelve::sqlite
