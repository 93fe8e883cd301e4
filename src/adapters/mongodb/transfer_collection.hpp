#pragma once

#include "adapters/mongodb/bson.hpp"
#include "domain/transfer/kinds.hpp"
#include "domain/transfer/record.hpp"

#include <functional>
#include <vector>

namespace resuelve::mongodb {

/// Where the records of one kind are: a member of each document for every field that is not kept elsewhere.
struct TransferredCollection {
    const transfer::Kind& kind;
    std::string_view collection;
    std::string_view key = "id";               ///< the field that is `_id`; empty: none alone
    std::vector<std::string_view> elsewhere{}; ///< fields that the next two see to
    /// Fills what is kept elsewhere in the document.
    std::function<void(View, transfer::Record&)> complete{};
    /// Adds it, and what no record has because it follows from the rest.
    std::function<void(const transfer::Record&, Document&)> add{};
    Document filter{}; ///< of what is transferred
};

transfer::Record record_in(const TransferredCollection& where, View row);

/// Throws RecordFault for a record that is not as its kind says.
Document document_of(const TransferredCollection& where, const transfer::Record& record);

} // namespace resuelve::mongodb
