#include "adapters/sqlite/search_words.hpp"

#include "domain/incidents/document_forms.hpp"
#include "domain/incidents/search_query.hpp"
#include "domain/incidents/search_text.hpp"

namespace resuelve::sqlite {
namespace {

/// The forms of all words of a text, each once, between spaces.
std::string joined_forms(std::string_view text) {
    std::string joined;
    incidents::each_form(text, [&joined](std::string_view form) {
        if (!joined.empty()) joined += ' ';
        joined += form;
    });
    return joined;
}

SearchWords words_of(const incidents::SearchText& text) {
    return {joined_forms(text.everybody), joined_forms(text.employees)};
}

void append_quoted(std::string& expression, std::string_view word) {
    expression += '"';
    for (const char c : word)
        if (c != '"') expression += c;
    expression += '"';
}

std::string expression_of(const incidents::SearchTerm& term) {
    std::string expression;
    if (!term.prefix.empty()) {
        append_quoted(expression, term.prefix);
        return expression + " *";
    }
    expression = "(";
    for (const auto& form : term.forms) {
        if (expression.size() > 1) expression += " OR ";
        append_quoted(expression, form);
    }
    return expression + ")";
}

} // namespace

SearchWords search_words(const incidents::Incident& incident) {
    return words_of(incidents::search_text(incident));
}

SearchWords search_words(const incidents::Entry& entry, const std::string& subject) {
    return words_of(incidents::search_text(entry, subject));
}

std::optional<std::string> search_expression(std::string_view typed, bool for_employees) {
    std::string expression;
    for (const auto& term : incidents::search_terms(typed)) {
        if (!expression.empty()) expression += " AND ";
        expression += expression_of(term);
    }
    if (expression.empty()) return std::nullopt;
    return for_employees ? expression : "{everybody} : (" + expression + ")";
}

} // namespace resuelve::sqlite
