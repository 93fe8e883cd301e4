#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/employees/kept_store.hpp"

namespace resuelve::mongodb {

/// The commands that the store needs in a migration, besides answers_commands().
std::string kept_commands();
/// Those of the migration that lets the shop keep categories too.
std::string kept_categories_commands();

/// Keeps employees' preferences, views and templates, and the shop's categories, a document for each holder and kind.
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

} // namespace resuelve::mongodb
