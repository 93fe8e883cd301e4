#include "domain/incidents/mentions.hpp"

#include "domain/incidents/limits.hpp"
#include "platform/json/text.hpp"

#include <algorithm>

namespace resuelve::incidents {
namespace {

/// What an address may have beside the @ (RFC 5321 §4.1.2, RFC 6531), but for signs that nobody has in theirs and that
/// sentences have behind a word.
constexpr bool is_of_address(char c) {
    constexpr std::string_view signs = "._%+-";
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    return is_letter || (c >= '0' && c <= '9') || signs.contains(c);
}

/// The length of what begins like a word of an address: a point at its end ends the sentence.
std::size_t word_length(std::string_view text) {
    auto length = static_cast<std::size_t>(std::ranges::find_if_not(text, is_of_address) - text.begin());
    while (length > 0 && (text[length - 1] == '.' || text[length - 1] == '-'))
        --length;
    return length;
}

/// What stands at the beginning of the text: a word, and with an @ and a word behind it both.
std::string_view address_at(std::string_view text) {
    const auto before = word_length(text);
    if (before == 0 || before == text.size() || text[before] != '@') return text.substr(0, before);
    const auto behind = word_length(text.substr(before + 1));
    return text.substr(0, behind == 0 ? before : before + 1 + behind);
}

} // namespace

std::vector<std::string> mentions_in(std::string_view note) {
    std::vector<std::string> found;
    for (std::size_t at = note.find('@'); at != note.npos && found.size() < limits::mentions; at = note.find('@', at)) {
        const bool begins_a_word = at == 0 || (!is_of_address(note[at - 1]) && note[at - 1] != '@');
        const auto named = begins_a_word ? address_at(note.substr(at + 1)) : std::string_view{};
        at += 1 + named.size();
        if (named.empty()) continue;
        auto address = text::ascii_lower(named);
        if (std::ranges::find(found, address) == found.end()) found.push_back(std::move(address));
    }
    return found;
}

} // namespace resuelve::incidents
