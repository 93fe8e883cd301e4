#pragma once

#include <boost/json/object.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace resuelve::app {

/// One incident to import, as POST /api/v1/incidents takes it.
struct Record {
    std::size_t line = 0; ///< where it begins in the file, from 1
    boost::json::object incident;
    std::string error; ///< what is wrong with the record; empty: nothing
};

/// Reads incidents from a file, one call of `take` each: JSON lines (*.jsonl, *.json) or CSV (RFC 4180) with a heading.
/// CSV columns are named as the members, nested ones with a dot ("contact.email", "order.reference"); a cell of
/// "points" holds one point a line. Throws std::runtime_error if the file cannot be read or its kind is unknown.
void read_records(const std::filesystem::path& file, const std::function<void(Record)>& take);

} // namespace resuelve::app
