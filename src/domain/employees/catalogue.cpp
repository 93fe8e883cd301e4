#include "domain/employees/catalogue.hpp"

#include "domain/incidents/deadlines.hpp"
#include "platform/json/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace resuelve::employees {

Catalogue::Catalogue(const KeptDocument& document) :
    version_{document.version}, items_{json::read_value<std::vector<Category>>(document.content.at("items"))} {}

const Category* Catalogue::find(const CategoryId& id) const {
    const auto at = std::ranges::find(items_, id, &Category::id);
    return at == items_.end() ? nullptr : &*at;
}

std::vector<Category> Catalogue::in_order() const {
    std::vector<Category> ordered;
    ordered.reserve(items_.size());
    append_below(std::nullopt, ordered);
    return ordered;
}

void Catalogue::append_below(const std::optional<CategoryId>& parent, std::vector<Category>& to) const {
    for (const auto& item : items_) {
        if (item.parent != parent) continue;
        to.push_back(item);
        append_below(item.id, to);
    }
}

std::size_t Catalogue::position(const Category& category) const {
    std::size_t before = 0;
    for (const auto& item : items_) {
        if (item.id == category.id) break;
        if (item.parent == category.parent) ++before;
    }
    return before;
}

bool Catalogue::is_offered(const Category& category) const {
    for (const auto* at = &category; at; at = at->parent ? find(*at->parent) : nullptr)
        if (at->status == CategoryStatus::retired) return false;
    return true;
}

std::vector<FieldError> Catalogue::add(Category category, std::optional<std::size_t> position) {
    auto faults = faults_of(category);
    if (find(category.id)) faults.push_back({"/id", "taken", "Another reason has that id"});
    if (faults.empty()) place(std::move(category), position.value_or(items_.size()));
    return faults;
}

std::vector<FieldError> Catalogue::replace(Category category, std::optional<std::size_t> position) {
    auto faults = faults_of(category);
    if (!faults.empty()) return faults;
    const auto at = std::ranges::find(items_, category.id, &Category::id);
    const auto usual = at->parent == category.parent ? this->position(category) : items_.size();
    items_.erase(at);
    place(std::move(category), position.value_or(usual));
    return faults;
}

void Catalogue::place(Category category, std::size_t position) {
    std::size_t before = 0;
    const auto at = std::ranges::find_if(
        items_, [&](const Category& item) { return item.parent == category.parent && before++ == position; });
    items_.insert(at, std::move(category));
}

CategoryId Catalogue::free_id(const CategoryId& wanted) const {
    auto id = wanted;
    for (int n = 2; find(id); ++n) {
        const auto end = fmt::format("_{}", n);
        id = *CategoryId::parse(wanted.to_string().substr(0, limits::category_id - end.size()) + end);
    }
    return id;
}

KeptDocument Catalogue::next(Instant now) const {
    return {.what = Kept::categories,
            .holder = Holder::shop(),
            .version = version_ + 1,
            .updated_at = now,
            .content = {{"items", json::to_json(items_)}}};
}

std::size_t Catalogue::depth_of(const std::optional<CategoryId>& id) const {
    const auto* item = id ? find(*id) : nullptr;
    return item ? 1 + depth_of(item->parent) : 0;
}

std::size_t Catalogue::height_of(const CategoryId& id) const {
    std::size_t below = 0;
    for (const auto& item : items_)
        if (item.parent == id) below = std::max(below, height_of(item.id));
    return 1 + below;
}

bool Catalogue::is_within(const std::optional<CategoryId>& id, const CategoryId& branch) const {
    if (!id) return false;
    if (*id == branch) return true;
    const auto* item = find(*id);
    return item && is_within(item->parent, branch);
}

std::vector<FieldError> Catalogue::faults_of(const Category& put) const {
    std::vector<FieldError> faults;
    const auto say = [&](std::string field, std::string code, std::string detail) {
        faults.push_back({std::move(field), std::move(code), std::move(detail)});
    };
    if (put.parent) {
        if (!find(*put.parent))
            say("/parent", "unknown", "There is no such reason");
        else if (is_within(put.parent, put.id))
            say("/parent", "cycle", "A reason cannot stand below itself");
        else if (has_own_term(*put.parent))
            say("/parent", "own_term", "Nothing stands below a reason with a legal term of its own");
        else if (depth_of(put.parent) + height_of(put.id) > limits::category_depth)
            say("/parent", "too_deep", fmt::format("The tree has at most {} levels", limits::category_depth));
    }
    if (put.status == CategoryStatus::retired && has_own_term(put.id))
        say("/status", "own_term", "A reason with a legal term of its own is always offered");
    if (!put.names.by_language.contains("es")) say("/names/es", "required", "is missing");
    for (const auto& other : items_) {
        if (other.id == put.id || other.parent != put.parent) continue;
        for (const auto& [language, name] : put.names.by_language) {
            const auto same = other.names.by_language.find(language);
            if (same != other.names.by_language.end() && text::folded(same->second) == text::folded(name))
                say("/names/" + language, "taken", "Another reason in the same place has that name");
        }
    }
    return faults;
}

bool has_own_term(const CategoryId& id) {
    return id.to_string() == incidents::undue_charge;
}

} // namespace resuelve::employees
