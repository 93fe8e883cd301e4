#pragma once

#include "adapters/sqlite/transfer_table.hpp"
#include "domain/transfer/database.hpp"

#include <functional>
#include <vector>

namespace resuelve::sqlite {

/// A kind's table, and what of its records is kept elsewhere.
struct TransferredTable {
    Table table;
    /// Fills what read_rows() leaves null.
    std::function<void(Connection&, transfer::Record&)> complete{};
    /// Stores what insert_row() leaves out.
    std::function<void(Connection&, const transfer::Record&)> store{};
};

/// Of one database, in the order of an export; incidents and their entries are not among them.
const std::vector<TransferredTable>& transferred_tables(transfer::Part part);

/// Of the in-process bus, to read.
const Table& dead_letter_table();

} // namespace resuelve::sqlite
