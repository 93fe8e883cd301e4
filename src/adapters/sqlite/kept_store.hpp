#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/employees/kept_store.hpp"

namespace resuelve::sqlite {

/// A migration of the employees' store, which also needs answers_schema.
extern const std::string_view kept_schema;
/// The migration that lets the shop keep categories too; needs audit_schema as well.
extern const std::string_view kept_categories_schema;

/// Keeps employees' preferences, views and templates, and the shop's categories in a store file.
class KeptStore final : public employees::KeptStore {
public:
    /// Outlives the store.
    explicit KeptStore(Database& database) : database_{database} {}

    awaitable<std::vector<employees::KeptDocument>> find(employees::Kept what,
                                                         std::vector<employees::Holder> holders) override;
    awaitable<void> put(employees::KeptDocument document, std::optional<http::RecordedAnswer> answer = {},
                        std::vector<access::AuditRecord> audit = {}) override;
    awaitable<void> forget(employees::Holder holder) override;
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override;

private:
    Database& database_;
};

} // namespace resuelve::sqlite
