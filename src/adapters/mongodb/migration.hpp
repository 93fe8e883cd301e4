#pragma once

#include "adapters/mongodb/connection.hpp"

#include <span>
#include <string>
#include <string_view>

namespace resuelve::mongodb {

/// One step of a database's schema: an array of commands in MongoDB extended JSON: `create` with a validator (repeated,
/// it sets the validator), `createIndexes` with names, `collMod`, `dropIndexes`, `update` of what is not done yet.
/// Steps are numbered 1, 2, … without gaps and only ever added. Each may run again: two programs may migrate at once,
/// and one may be stopped half-way.
struct Migration {
    int version;
    std::string_view commands;
};

/// Brings the database up to the last migration, and creates indexes again that somebody dropped. Throws StoreRefused
/// if a newer program wrote it, or Error.
void migrate(Connection& connection, std::span<const Migration> migrations);

/// The `_id` in the collection "schema" that says that an import has not ended: import_claim.hpp.
inline constexpr std::string_view import_mark = "import";

/// Throws StoreRefused, with what to do, if the database is older or newer than `migrations`, lacks a collection or an
/// index that they create, or is half imported.
void require_migrated(Connection& connection, std::span<const Migration> migrations);

} // namespace resuelve::mongodb
