#pragma once

#include "domain/employees/category.hpp"
#include "domain/employees/kept_store.hpp"

#include <optional>
#include <vector>

namespace resuelve::employees {

/// The shop's reasons as one tree: what administrators keep and what the portal and the console offer. Nothing leaves
/// it, because incidents hold the ids; a reason that is not wanted any more is retired.
class Catalogue {
public:
    /// What a shop begins with, version 0.
    static Catalogue standard();
    /// As it was stored.
    explicit Catalogue(const KeptDocument& document);

    std::int64_t version() const { return version_; }
    std::size_t size() const { return items_.size(); }
    const Category* find(const CategoryId& id) const;
    /// Each reason before those below it, siblings in their order.
    std::vector<Category> in_order() const;
    /// The place among those with the same parent: 0 is the first one.
    std::size_t position(const Category& category) const;
    /// Whether it can be chosen: it and all above it are active.
    bool is_offered(const Category& category) const;

    /// Puts a new one last among those of its parent, or at the position. What is wrong, by field; then it is not put.
    std::vector<FieldError> add(Category category, std::optional<std::size_t> position);
    /// Puts the next version in the place of the one with its id: where it stood, last under another parent, or at the
    /// position.
    std::vector<FieldError> replace(Category category, std::optional<std::size_t> position);
    /// The id with the lowest number behind it that nothing has: "other", "other_2".
    CategoryId free_id(const CategoryId& wanted) const;

    /// The next version, as the store takes it.
    KeptDocument next(Instant now) const;

private:
    explicit Catalogue(std::vector<Category> items) : items_{std::move(items)} {}

    std::vector<FieldError> faults_of(const Category& put) const;
    void place(Category category, std::size_t position);
    void append_below(const std::optional<CategoryId>& parent, std::vector<Category>& to) const;
    std::size_t depth_of(const std::optional<CategoryId>& id) const;
    std::size_t height_of(const CategoryId& id) const;
    bool is_within(const std::optional<CategoryId>& id, const CategoryId& branch) const;

    std::int64_t version_ = 0;
    std::vector<Category> items_; ///< siblings stand in their order
};

/// Whether the reason has a legal term of its own: such a one is always offered and has none below it, since the term
/// hangs on its very id.
bool has_own_term(const CategoryId& id);

} // namespace resuelve::employees
