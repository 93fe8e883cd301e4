#pragma once

#include "domain/notifications/notification.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resuelve::notifications {

/// A mail's words in one language, with {placeholders}.
struct Words {
    std::string_view subject;
    std::string_view text;
};

/// A kind of mail.
struct TemplateRow {
    Template what;
    Audience audience;
    /// Caused by what the recipient or a clock did, not by an employee: at most so many in an hour (reliability.md
    /// §3.6).
    bool automatic;
    Words es; ///< also for ca, gl and eu
    Words en;
};

/// The one table of mails.
std::span<const TemplateRow> templates();
const TemplateRow& row(Template what);

/// "es" or "en": the languages that there are words in.
std::string_view language_of_words(std::string_view language);

using Values = std::vector<std::pair<std::string_view, std::string>>;

/// Puts the values in place of their {names}; what a value contains is not looked at again.
/// Throws std::logic_error for a name without a value.
std::string filled(std::string_view words, const Values& values);

/// A word of the product in a language: "partly_upheld" → "estimada en parte". The name itself if there is none.
std::string_view word(std::string_view name, std::string_view language);

} // namespace resuelve::notifications
