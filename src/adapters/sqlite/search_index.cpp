#include "adapters/sqlite/search_index.hpp"

#include "domain/incidents/document_forms.hpp"
#include "domain/incidents/search_query.hpp"
#include "domain/incidents/search_text.hpp"
#include "platform/crypto/sha256.hpp"

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

std::int64_t SearchWords::print() const {
    const auto digest = Sha256{}.add(everybody).add("\n").add(employees).finish();
    std::int64_t print = 0;
    for (std::size_t i = 0; i < 8; ++i)
        print = static_cast<std::int64_t>(static_cast<std::uint64_t>(print) << 8 | digest[i]);
    return print;
}

SearchWords search_words(const incidents::Incident& incident) {
    return words_of(incidents::search_text(incident));
}

SearchWords search_words(const incidents::Entry& entry, const std::string& subject) {
    return words_of(incidents::search_text(entry, subject));
}

void add_to_search(Connection& connection, std::int64_t rowid, const SearchWords& words) {
    if (words.empty()) return;
    connection.prepare("INSERT INTO search(rowid, everybody, employees) VALUES (?1, ?2, ?3)")
        .bind_all(rowid, words.everybody, words.employees)
        .run();
}

void remove_from_search(Connection& connection, std::int64_t rowid, const SearchWords& words) {
    if (words.empty()) return;
    connection.prepare("INSERT INTO search(search, rowid, everybody, employees) VALUES ('delete', ?1, ?2, ?3)")
        .bind_all(rowid, words.everybody, words.employees)
        .run();
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
