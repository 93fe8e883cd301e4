#include "adapters/sqlite/search_index.hpp"

#include "domain/incidents/search_text.hpp"
#include "domain/incidents/search_words.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/text.hpp"

#include <unordered_map>

namespace resuelve::sqlite {
namespace {

constexpr std::size_t longest_query = 256; ///< characters
constexpr std::size_t most_words = 16;
constexpr std::size_t shortest_prefix = 2; ///< characters; a shorter one is looked up as a whole word

/// The forms of words, remembered, because people use the same words again and again and stemming one costs some
/// microseconds.
class KnownForms {
public:
    /// Lives until make_room().
    const std::vector<std::string>& of(std::string_view word) {
        if (const auto found = known_.find(word); found != known_.end()) return found->second;
        return known_.emplace(std::string{word}, incidents::index_forms(word)).first->second;
    }
    void make_room() {
        constexpr std::size_t remembered = 50'000;
        if (known_.size() >= remembered) known_.clear();
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> known_;
};

/// The forms of all words of a text, sorted, each once, between spaces.
std::string joined_forms(std::string_view text) {
    thread_local KnownForms known;
    known.make_room();
    std::vector<std::string_view> forms;
    for (const auto word : incidents::words(text))
        for (const auto& form : known.of(word))
            forms.push_back(form);
    std::ranges::sort(forms);
    const auto repeated = std::ranges::unique(forms);
    forms.erase(repeated.begin(), repeated.end());
    std::string joined;
    for (const auto form : forms) {
        if (!joined.empty()) joined += ' ';
        joined += form;
    }
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

std::string term(std::string_view word, bool is_prefix) {
    std::string expression;
    if (is_prefix && text::code_points(incidents::folded_word(word)) >= shortest_prefix) {
        append_quoted(expression, incidents::folded_word(word));
        return expression + " *";
    }
    expression = "(";
    for (const auto& form : incidents::forms(word)) {
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
    const auto refuse = [](std::string_view code, std::string_view detail) {
        throw Problem{Problem::invalid, {}, {{"q", std::string{code}, std::string{detail}}}};
    };
    if (!text::is_utf8(typed)) refuse("malformed", "is not UTF-8");
    if (text::code_points(typed) > longest_query) refuse("too_long", "has at most 256 characters");
    std::string expression;
    std::size_t count = 0;
    for (auto place = incidents::next_word(typed, 0); place.begin < typed.size();
         place = incidents::next_word(typed, place.end)) {
        if (++count > most_words) refuse("too_many", "has at most 16 words");
        if (count > 1) expression += " AND ";
        expression += term(typed.substr(place.begin, place.end - place.begin),
                           place.end < typed.size() && typed[place.end] == '*');
    }
    if (count == 0) return std::nullopt;
    return for_employees ? expression : "{everybody} : (" + expression + ")";
}

} // namespace resuelve::sqlite
