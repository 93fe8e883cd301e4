#pragma once

#include "domain/employees/by_language.hpp"
#include "domain/employees/kept_store.hpp"

#include <boost/describe/class.hpp>

namespace resuelve::employees {

using ReplyTemplateId = Id<struct ReplyTemplateTag>;

namespace limits {
inline constexpr std::size_t template_name = 100;   ///< code points
inline constexpr std::size_t template_text = 5'000; ///< code points, in each language
} // namespace limits

/// The texts of a template. Their variables are those of domain/incidents/reply_variables.hpp.
using TemplateTexts = ByLanguage<json::Text<1, limits::template_text>>;

/// A text that is written again and again, in several languages.
struct ReplyTemplate {
    static constexpr Kept kept = Kept::templates;
    static constexpr std::size_t most = 100; ///< of one holder
    static constexpr std::size_t bytes = 512uz * 1024;

    ReplyTemplateId id{};
    json::Line<1, limits::template_name> name{};
    TemplateTexts texts{};
    std::int64_t version = 1;
    Instant created_at{};
    Instant updated_at{};

    bool operator==(const ReplyTemplate&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReplyTemplate, (), (id, name, texts, version, created_at, updated_at))

} // namespace resuelve::employees
