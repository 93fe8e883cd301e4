#include "domain/employees/category.hpp"

#include "platform/json/text.hpp"

#include <algorithm>

namespace resuelve::employees {
namespace {

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool may_stand(char c) {
    return is_alphanumeric(c) || c == '-' || c == '_';
}

} // namespace

std::optional<CategoryId> CategoryId::parse(std::string_view text) {
    if (text.empty() || text.size() > limits::category_id || !is_alphanumeric(text.front())) return std::nullopt;
    if (!std::ranges::all_of(text, may_stand)) return std::nullopt;
    CategoryId id;
    id.text_ = text;
    return id;
}

CategoryId CategoryId::suggested_by(std::string_view name) {
    constexpr std::string_view enye = "ñ"; // folding leaves it
    CategoryId id;
    const auto folded = text::folded(name);
    for (std::size_t at = 0; at < folded.size() && id.text_.size() < limits::category_id; ++at) {
        const auto c = folded[at];
        if (is_alphanumeric(c))
            id.text_ += c;
        else if (folded.compare(at, enye.size(), enye) == 0)
            id.text_ += 'n';
        else if (c == ' ' && !id.text_.empty() && id.text_.back() != '_')
            id.text_ += '_';
    }
    while (id.text_.ends_with('_'))
        id.text_.pop_back();
    if (id.text_.empty()) id.text_ = "reason";
    return id;
}

} // namespace resuelve::employees
