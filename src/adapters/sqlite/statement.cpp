#include "adapters/sqlite/statement.hpp"

#include "adapters/sqlite/error.hpp"

#include <sqlite3.h>

#include <cstring>

namespace resuelve::sqlite {

void Prepared::Finalize::operator()(sqlite3_stmt* finished) const {
    sqlite3_finalize(finished);
}

Statement::Statement(Statement&& other) noexcept :
    statement_{std::exchange(other.statement_, nullptr)}, cached_{std::exchange(other.cached_, nullptr)} {}

Statement::~Statement() {
    if (!statement_) return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    cached_->in_use = false;
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) throw_error(sqlite3_db_handle(statement_), code, sqlite3_sql(statement_));
}

Statement& Statement::bind_integer(int parameter, std::int64_t value) {
    check(sqlite3_bind_int64(statement_, parameter, value));
    return *this;
}

Statement& Statement::bind(int parameter, double value) {
    check(sqlite3_bind_double(statement_, parameter, value));
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
    // A null pointer would bind NULL.
    check(sqlite3_bind_text64(statement_, parameter, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int parameter, std::span<const std::uint8_t> blob) {
    check(blob.empty() ? sqlite3_bind_zeroblob(statement_, parameter, 0)
                       : sqlite3_bind_blob64(statement_, parameter, blob.data(), blob.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind(int parameter, std::nullopt_t) {
    check(sqlite3_bind_null(statement_, parameter));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    throw_error(sqlite3_db_handle(statement_), code, sqlite3_sql(statement_));
}

void Statement::run() {
    while (step()) {
    }
    reset();
}

void Statement::reset() {
    sqlite3_reset(statement_);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(statement_, column);
}

std::string_view Statement::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return text ? std::string_view{text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))} : "";
}

std::span<const std::uint8_t> Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Uuid Statement::uuid(int column) const {
    const auto bytes = blob(column);
    Uuid uuid;
    if (bytes.size() != uuid.bytes.size())
        throw Error{SQLITE_CORRUPT, "SQLite: an id in the store is not 16 bytes long"};
    std::memcpy(uuid.bytes.data(), bytes.data(), bytes.size());
    return uuid;
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional{integer(column)};
}

std::optional<std::string> Statement::optional_text(int column) const {
    return is_null(column) ? std::nullopt : std::optional{std::string{text(column)}};
}

std::optional<Instant> Statement::optional_instant(int column) const {
    return is_null(column) ? std::nullopt : std::optional{instant(column)};
}

std::optional<Uuid> Statement::optional_uuid(int column) const {
    return is_null(column) ? std::nullopt : std::optional{uuid(column)};
}

} // namespace resuelve::sqlite
