#pragma once

#include "domain/employees/by_language.hpp"

#include <boost/describe/class.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::employees {

namespace limits {
inline constexpr std::size_t category_id = 60;   ///< characters: what an incident's `category` holds
inline constexpr std::size_t category_name = 80; ///< code points, in each language
inline constexpr std::size_t categories = 300;
inline constexpr std::size_t category_depth = 3; ///< a reason, one below it, one below that
} // namespace limits

/// What incidents keep as their category: "undue_charge". It stays when the reason is renamed or moved.
class CategoryId {
public:
    static constexpr std::string_view expected = "up to 60 lower-case letters a–z, digits, - and _";

    static std::optional<CategoryId> parse(std::string_view text);
    /// What a name suggests: "Cobro de más" gives "cobro_de_mas"; "reason" if nothing is left of it.
    static CategoryId suggested_by(std::string_view name);

    const std::string& to_string() const { return text_; }
    auto operator<=>(const CategoryId&) const = default;

private:
    std::string text_{};
};

using CategoryNames = ByLanguage<json::Line<1, limits::category_name>>;

BOOST_DEFINE_ENUM_CLASS(CategoryStatus, active, retired)

/// A reason why customers write, in its place of the tree.
struct Category {
    CategoryId id{};
    std::optional<CategoryId> parent{}; ///< none: a reason of the first level
    CategoryNames names{};
    CategoryStatus status = CategoryStatus::active;
    std::int64_t version = 1;
    std::optional<Instant> updated_at{}; ///< none: as delivered

    bool operator==(const Category&) const = default;
};
BOOST_DESCRIBE_STRUCT(Category, (), (id, parent, names, status, version, updated_at))

} // namespace resuelve::employees
