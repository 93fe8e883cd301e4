#include "domain/incidents/search_words.hpp"

#include "platform/json/text.hpp"

#include <libstemmer.h>
#include <utf8proc.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace resuelve::incidents {
namespace {

constexpr std::size_t longest_word = 64; ///< bytes

/// One of libstemmer's stemmers. Not for several threads at once, so each thread has its own.
class Stemmer {
public:
    explicit Stemmer(const char* language) : stemmer_{sb_stemmer_new(language, "UTF_8"), &sb_stemmer_delete} {
        if (!stemmer_) throw std::runtime_error{std::string{"libstemmer knows no "} + language};
    }

    std::string stem(std::string_view word) {
        const auto* stem = sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                           static_cast<int>(word.size()));
        if (!stem) throw std::bad_alloc{};
        return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
    }

private:
    std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer_;
};

Stemmer& spanish() {
    thread_local Stemmer stemmer{"spanish"};
    return stemmer;
}

Stemmer& english() {
    thread_local Stemmer stemmer{"english"};
    return stemmer;
}

/// Lower case in NFC with its accents: what the Spanish stemmer expects.
std::string lower(std::string_view word) {
    if (text::is_ascii(word)) return text::ascii_lower(word);
    utf8proc_uint8_t* mapped = nullptr;
    const auto size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(word.data()), static_cast<utf8proc_ssize_t>(word.size()),
                     &mapped, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{mapped, &std::free};
    if (size < 0) throw std::invalid_argument{utf8proc_errmsg(size)};
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

std::string fold(std::string_view word) {
    return text::is_ascii(word) ? text::ascii_lower(word) : text::folded(word);
}

/// "devolucion" as it is written: the stemmer knows the ending -ción, and does not know -cion.
std::string with_accent_restored(std::string folded) {
    if (folded.ends_with("cion") || folded.ends_with("sion")) folded.replace(folded.size() - 2, 1, "ó");
    return folded;
}

std::string_view cut(std::string_view word) {
    if (word.size() <= longest_word) return word;
    auto end = longest_word;
    while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80)
        --end;
    return word.substr(0, end);
}

void add_once(std::vector<std::string>& all, std::string form) {
    if (!form.empty() && std::ranges::find(all, form) == all.end()) all.push_back(std::move(form));
}

bool has_digit(std::string_view word) {
    return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> stems(std::string_view word, const std::string& folded) {
    std::vector<std::string> all;
    if (!is_stemmed(word)) return {folded};
    add_once(all, fold(spanish().stem(lower(word))));
    add_once(all, fold(spanish().stem(with_accent_restored(folded))));
    add_once(all, english().stem(folded));
    if (all.empty()) all.emplace_back(word); // accents alone
    return all;
}

struct CodePoint {
    std::size_t size = 1; ///< bytes
    bool in_word = false;
};

CodePoint code_point_at(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80)
        return {1, (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')};
    utf8proc_int32_t point = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                       static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    if (size <= 0) return {};
    const auto category = utf8proc_category(point);
    return {static_cast<std::size_t>(size), category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO};
}

} // namespace

WordPlace next_word(std::string_view text, std::size_t from) {
    auto begin = from;
    while (begin < text.size()) {
        const auto point = code_point_at(text, begin);
        if (point.in_word) break;
        begin += point.size;
    }
    auto end = begin;
    while (end < text.size()) {
        const auto point = code_point_at(text, end);
        if (!point.in_word) break;
        end += point.size;
    }
    return {std::min(begin, text.size()), std::min(end, text.size())};
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> all;
    for (auto place = next_word(text, 0); place.begin < text.size(); place = next_word(text, place.end))
        all.push_back(text.substr(place.begin, place.end - place.begin));
    return all;
}

bool is_stemmed(std::string_view word) {
    return word.size() <= longest_word && !has_digit(word);
}

std::string folded_word(std::string_view word) {
    return fold(cut(word));
}

std::vector<std::string> forms(std::string_view word) {
    return stems(word, folded_word(word));
}

std::vector<std::string> index_forms(std::string_view word) {
    const auto folded = folded_word(word);
    auto all = stems(word, folded);
    add_once(all, folded);
    return all;
}

} // namespace resuelve::incidents
